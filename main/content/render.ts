import { withoutTags } from '#shared/content/liquid-tags.ts';
import type { FieldValues } from '#shared/schema/shapes.ts';
import { messageOf } from '../base/errors.ts';
import type { Compiled } from './compile.ts';
import { htmlSource, plainSource, type Source } from './liquid.ts';

/** What is known of the person that a message is filled for. */
export type Person = { email: string; firstName: string; lastName: string; fields: FieldValues };
type Addresses = { unsubscribeUrl: string; viewUrl: string };
type Filled = { subject: string; preheader: string; html: string; text: string };

/** Merge tags as nobody in particular gets them. */
const NOBODY: Person = { email: '', firstName: '', lastName: '', fields: {} };

/**
 * Prepares a compiled message for filling: parsed once here, rendered per person by what comes back. HTML is escaped;
 * subject and text are plain. Throws for merge tags that cannot be read, which `Compiled.problems` lists beforehand.
 */
export function createRenderer(compiled: Compiled): (person: Person | null, addresses: Addresses) => Filled {
  const fill = (source: Source) => {
    const templates = source.parse();
    return (scope: object) => source.render(templates, scope);
  };
  const html = fill(htmlSource(compiled.html));
  const text = fill(plainSource(compiled.text));
  const subject = fill(plainSource(compiled.subject));
  const preheader = fill(plainSource(compiled.preheader));
  const brand = { name: compiled.brand.name, postal_address: compiled.brand.postalAddress };
  return (person, { unsubscribeUrl, viewUrl }) => {
    const { email, firstName, lastName, fields } = person ?? NOBODY;
    const contact = { email, first_name: firstName, last_name: lastName, fields };
    const scope = { contact, brand, unsubscribe_url: unsubscribeUrl, web_view_url: viewUrl };
    return {
      html: withoutActiveLinks(html(scope)),
      text: text(scope),
      subject: oneLine(subject(scope)),
      preheader: oneLine(preheader(scope)),
    };
  };
}

/** The message with its merge tags as they are written, for the canvas. Logic is left out, since nobody decides it. */
export function unfilled(compiled: Compiled): Filled {
  const withoutLogic = (source: string) => withoutTags(source, (tag) => (tag.startsWith('{%') ? '' : tag));
  return {
    html: withoutActiveLinks(withoutLogic(compiled.html)),
    text: withoutLogic(compiled.text),
    subject: compiled.subject,
    preheader: compiled.preheader,
  };
}

/** The message for one person, or why it cannot be filled. */
export function tryRender(compiled: Compiled, person: Person, addresses: Addresses): { filled: Filled; problem: string | null } {
  try {
    return { filled: createRenderer(compiled)(person, addresses), problem: null };
  } catch (error) {
    return { filled: unfilled(compiled), problem: messageOf(error) };
  }
}

/** A browser overlooks line breaks and tabs in the name of a scheme. */
const spelled = (name: string) => [...name].join('[\\t\\n\\r]*');
const ACTIVE_LINK = new RegExp(
  `(\\s(?:href|src|background)=")[\\s\\p{Cc}]*(?:${spelled('javascript')}|${spelled('vbscript')}|${spelled('data')}:text)[^"]*`,
  'giu',
);

/** What a merge tag became may be a link of its own; the design's links were judged when they were cleaned. */
const withoutActiveLinks = (html: string): string => html.replace(ACTIVE_LINK, '$1#');

/** A header is one line: a line break in a field must not become another header. */
const oneLine = (value: string): string => value.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ').trim();
