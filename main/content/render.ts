import { withoutTags } from '#shared/content/liquid-tags.ts';
import type { FieldValues } from '#shared/schema/shapes.ts';
import { messageOf } from '../base/errors.ts';
import type { Compiled } from './compile.ts';
import { htmlSource, plainSource } from './liquid.ts';
import { quickFill, type Scope } from './quick-fill.ts';

/** What is known of the person that a message is filled for. */
export type Person = { email: string; firstName: string; lastName: string; fields: FieldValues };
type Addresses = { unsubscribeUrl: string; viewUrl: string };
type Filled = { subject: string; preheader: string; html: string; text: string };

/** Merge tags as nobody in particular gets them. */
const NOBODY: Person = { email: '', firstName: '', lastName: '', fields: {} };

/**
 * Prepares a compiled message for filling: parsed once here, rendered per person by what comes back. HTML is escaped;
 * subject and text are plain. Throws for merge tags that cannot be read, which `Compiled.problems` lists beforehand.
 * `when` says for each of the message's conditions whether this person fulfils it.
 */
export function createRenderer(
  compiled: Compiled,
): (person: Person | null, addresses: Addresses, when?: readonly boolean[]) => Filled {
  const fill = (source: string, asHtml: boolean): ((scope: Scope) => string) => {
    const liquid = asHtml ? htmlSource(source) : plainSource(source);
    // Parsed in any case: what is wrong is Liquid's to say.
    const templates = liquid.parse();
    return quickFill(source, { asHtml }) ?? ((scope) => liquid.render(templates, scope));
  };
  const html = fill(compiled.html, true);
  const judged = mayGetActiveLinks(compiled.html) ? withoutActiveLinks : (filled: string) => filled;
  const text = fill(compiled.text, false);
  const subject = fill(compiled.subject, false);
  const preheader = fill(compiled.preheader, false);
  const brand = { name: compiled.brand.name, postal_address: compiled.brand.postalAddress };
  // What only some see may have stood last, behind an empty line.
  const ended = (plain: string) => (compiled.conditions.length > 0 ? plain.trimEnd() : plain);
  return (person, { unsubscribeUrl, viewUrl }, when = []) => {
    const { email, firstName, lastName, fields } = person ?? NOBODY;
    const contact = { email, first_name: firstName, last_name: lastName, fields };
    const scope = { contact, brand, unsubscribe_url: unsubscribeUrl, web_view_url: viewUrl, when };
    return {
      html: judged(html(scope)),
      text: ended(text(scope)),
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
export function tryRender(
  compiled: Compiled,
  { person, addresses, when }: { person: Person; addresses: Addresses; when: readonly boolean[] },
): { filled: Filled; problem: string | null } {
  try {
    return { filled: createRenderer(compiled)(person, addresses, when), problem: null };
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

/** Tags that become links of our own. */
const OUR_LINKS = /\{\{-?\s*(?:unsubscribe_url|web_view_url)\s*-?\}\}/g;
const LINK_VALUES = /\s(?:href|src|background)="([^"]*)/gi;

/** Whether a merge tag stands where it could become the scheme of a link. Where none does, a million messages need no look. */
function mayGetActiveLinks(source: string): boolean {
  const known = source.replace(OUR_LINKS, 'https://ours');
  if (withoutActiveLinks(withoutTags(known)) !== withoutTags(known)) return true;
  return [...known.matchAll(LINK_VALUES)].some(([, value = '']) => {
    const at = value.search(/\{[{%]/);
    return at !== -1 && !/[:/?#]/.test(value.slice(0, at));
  });
}

/** A header is one line: a line break in a field must not become another header. */
const oneLine = (value: string): string => value.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ').trim();
