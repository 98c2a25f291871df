import { Liquid, type Template } from 'liquidjs';
import { splitTags } from '#shared/content/liquid-tags.ts';
import { messageOf } from '../base/errors.ts';

/** `renderLimit` in milliseconds: a loop without end must not hold up a send. */
const LIMITS = { parseLimit: 3_000_000, renderLimit: 1_000, memoryLimit: 20_000_000 };

/** What reads other templates, or writes more than a message needs. */
const LEFT_OUT = ['include', 'render', 'layout', 'block', 'liquid', 'tablerow'];

function create(options: { escape: boolean }): Liquid {
  const engine = new Liquid({
    ...LIMITS,
    ownPropertyOnly: true,
    strictFilters: true,
    // An empty value is none: {% if contact.first_name %} means that there is a name.
    jsTruthy: true,
    // Liquid would otherwise read files.
    templates: {},
    // A field with a date names a day, not a moment: west of Greenwich it would be shown as the day before.
    timezoneOffset: 0,
    ...(options.escape ? { outputEscape: 'escape' as const } : {}),
  });
  for (const name of LEFT_OUT) delete engine.tags[name];
  // Liquid's own `raw` would let a contact's field write HTML into the message.
  engine.registerFilter('raw', (value: unknown) => value);
  return engine;
}

const htmlEngine = create({ escape: true });
const plainEngine = create({ escape: false });

export type Source = { parse: () => Template[]; render: (templates: Template[], scope: object) => string };

export const htmlSource = (source: string): Source => sourceOf(htmlEngine, source);
export const plainSource = (source: string): Source => sourceOf(plainEngine, source);

function sourceOf(engine: Liquid, source: string): Source {
  return {
    parse: () => engine.parse(source),
    render: (templates, scope) => String(engine.renderSync(templates, scope)),
  };
}

/** What is wrong with the merge tags of a text, in words; null if nothing is. */
export function liquidProblem(source: string): string | null {
  try {
    plainEngine.parse(source);
    return null;
  } catch (error) {
    return inPlainWords(
      messageOf(error)
        .split('\n')[0]
        ?.replace(/, line:.*$/, '') ?? 'a merge tag cannot be read',
    );
  }
}

/** The line on which the first merge tag stands that cannot be read; null if none is or nobody knows. */
export function liquidLine(source: string): number | null {
  try {
    plainEngine.parse(source);
    return null;
  } catch (error) {
    const line = /, line:(\d+)/.exec(messageOf(error))?.[1];
    return line === undefined ? null : Number(line);
  }
}

/** What Liquid says, for somebody who never heard of it. */
function inPlainWords(words: string): string {
  const [, open] = /^(?:output|tag) "(.*)" not closed$/.exec(words) ?? [];
  if (open !== undefined) return `“${open.trim()}” is not closed with ${open.startsWith('{%') ? '%}' : '}}'}.`;
  const [, filter] = /^undefined filter: (.*)$/.exec(words) ?? [];
  if (filter !== undefined) return `there is no filter called “${filter}”.`;
  return /^expected "\|" before filter/.test(words) ? 'there are words after the name that it has no use for.' : words;
}

/** The facts that a text asks for, such as `contact.first_name`, and whether each place has a fallback. */
export function usedTags(source: string): { path: string; fallback: boolean }[] {
  const used = new Map<string, boolean>();
  for (const { isTag, text } of splitTags(source)) {
    const path = isTag ? /^\{\{-?\s*([A-Za-z_][\w.-]*)/.exec(text)?.[1] : undefined;
    if (path === undefined) continue;
    const fallback = /\|\s*default\s*:/.test(text);
    used.set(path, (used.get(path) ?? true) && fallback);
  }
  return [...used].map(([path, fallback]) => ({ path, fallback }));
}
