import { countdownsOn, hasCountdown } from '#shared/content/countdown-mark.ts';
import { withoutTags } from '#shared/content/liquid-tags.ts';
import type { FieldValues } from '#shared/schema/shapes.ts';
import { messageOf } from '../base/errors.ts';
import { calendarDay } from './calendar-day.ts';
import type { Compiled } from './compile.ts';
import { htmlSource, plainSource } from './liquid.ts';
import { quickFill, type Scope } from './quick-fill.ts';

/** What is known of the person that a message is filled for. */
export type Person = { email: string; firstName: string; lastName: string; fields: FieldValues };
/** Pages that are each person's own; empty for those that nobody could reach. */
export type Addresses = { unsubscribeUrl: string; preferencesUrl: string; viewUrl: string };
type Filled = { subject: string; preheader: string; html: string; text: string };

/** Merge tags as nobody in particular gets them. */
const NOBODY: Person = { email: '', firstName: '', lastName: '', fields: {} };

/**
 * Prepares a compiled message for filling: parsed once here, rendered per person by what comes back. HTML is escaped;
 * subject and text are plain. Throws for merge tags that cannot be read, which `Compiled.problems` lists beforehand.
 * A countdown says what holds on the day of the filling. `when` says for each of the message's conditions whether this person fulfils it.
 */
export function createRenderer(
  compiled: Compiled,
  { today = calendarDay }: { today?: () => string } = {},
): (person: Person | null, addresses: Addresses, when?: readonly boolean[]) => Filled {
  const fillNow = (source: string, asHtml: boolean): ((scope: Scope) => string) => {
    const liquid = asHtml ? htmlSource(source) : plainSource(source);
    // Parsed in any case: what is wrong is Liquid's to say.
    const templates = liquid.parse();
    return quickFill(source, { asHtml }) ?? ((scope) => liquid.render(templates, scope));
  };
  const fill = (source: string, asHtml: boolean) =>
    hasCountdown(source)
      ? dayByDay((day) => fillNow(countdownsOn(source, { day, asHtml }), asHtml), today)
      : fillNow(source, asHtml);
  const html = fill(compiled.html, true);
  const judged = mayGetActiveLinks(compiled.html) ? withoutActiveLinks : (filled: string) => filled;
  const text = fill(compiled.text, false);
  const subject = fill(compiled.subject, false);
  const preheader = fill(compiled.preheader, false);
  const brand = { name: compiled.brand.name, postal_address: compiled.brand.postalAddress };
  // What only some see may have stood last, behind an empty line.
  const ended = (plain: string) => (compiled.conditions.length > 0 ? plain.trimEnd() : plain);
  return (person, { unsubscribeUrl, preferencesUrl, viewUrl }, when = []) => {
    const { email, firstName, lastName, fields } = person ?? NOBODY;
    const contact = { email, first_name: firstName, last_name: lastName, fields };
    const links = { unsubscribe_url: unsubscribeUrl, preferences_url: preferencesUrl, web_view_url: viewUrl };
    const scope = { contact, brand, ...links, when };
    return {
      html: judged(html(scope)),
      text: ended(text(scope)),
      subject: oneLine(subject(scope)),
      preheader: oneLine(preheader(scope)),
    };
  };
}

/** What is made for one day, and anew when the next has come: a send may go on over midnight. */
function dayByDay(make: (day: string) => (scope: Scope) => string, today: () => string): (scope: Scope) => string {
  let made = { day: today(), fill: make(today()) };
  return (scope) => {
    const day = today();
    if (day !== made.day) made = { day, fill: make(day) };
    return made.fill(scope);
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
    return { filled: rendererFor(compiled)(person, addresses, when), problem: null };
  } catch (error) {
    return { filled: unfilled(compiled), problem: messageOf(error) };
  }
}

type Renderer = ReturnType<typeof createRenderer>;
const FILLED_FROM = ['html', 'text', 'subject', 'preheader'] as const;
let last: { compiled: Compiled; renderer: Renderer } | null = null;

/** Who looks at a message as one person after the other fills the same again and again. */
function rendererFor(compiled: Compiled): Renderer {
  const before = last?.compiled;
  const isSame =
    before !== undefined &&
    FILLED_FROM.every((part) => before[part] === compiled[part]) &&
    before.brand.name === compiled.brand.name &&
    before.brand.postalAddress === compiled.brand.postalAddress &&
    before.conditions.length === compiled.conditions.length;
  if (!last || !isSame) last = { compiled, renderer: createRenderer(compiled) };
  return last.renderer;
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
const OUR_LINKS = /\{\{-?\s*(?:unsubscribe_url|preferences_url|web_view_url)\s*-?\}\}/g;
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
