import { Liquid, type Template } from 'liquidjs';
import { messageOf } from '../base/errors.ts';

const LIMITS = { parseLimit: 3_000_000, renderLimit: 1_000, memoryLimit: 20_000_000 };

/** `templates: {}` because Liquid would otherwise read files for `{% include %}`. */
const create = (forHtml: boolean): Liquid => {
  const engine = new Liquid({
    ...LIMITS,
    ownPropertyOnly: true,
    strictFilters: true,
    // An empty value is none: {% if contact.first_name %} means that there is a name.
    jsTruthy: true,
    templates: {},
    ...(forHtml ? { outputEscape: 'escape' as const } : {}),
  });
  // Liquid's own `raw` would let a contact's field write HTML into the message.
  engine.registerFilter('raw', (value: unknown) => value);
  return engine;
};

const htmlEngine = create(true);
const plainEngine = create(false);

export type Source = { parse: () => Template[]; render: (templates: Template[], scope: object) => string };

export const htmlSource = (source: string): Source => sourceOf(htmlEngine, source);
export const plainSource = (source: string): Source => sourceOf(plainEngine, source);

function sourceOf(engine: Liquid, source: string): Source {
  return { parse: () => engine.parse(source), render: (templates, scope) => String(engine.renderSync(templates, scope)) };
}

/** What is wrong with the merge tags of a text, in words; null if nothing is. */
export function liquidProblem(source: string): string | null {
  try {
    plainEngine.parse(source);
    return null;
  } catch (error) {
    return (
      messageOf(error)
        .split('\n')[0]
        ?.replace(/, line:.*$/, '') ?? 'a merge tag cannot be read'
    );
  }
}

/** The facts that a text asks for, such as `contact.first_name`, and whether each place has a fallback. */
export function usedTags(source: string): { path: string; fallback: boolean }[] {
  const used = new Map<string, boolean>();
  for (const [, inner = ''] of source.matchAll(/\{\{-?([\s\S]*?)-?\}\}/g)) {
    const path = /^\s*([\w.-]+)/.exec(inner)?.[1];
    if (!path) continue;
    const fallback = /\|\s*default\s*:/.test(inner);
    used.set(path, (used.get(path) ?? true) && fallback);
  }
  return [...used].map(([path, fallback]) => ({ path, fallback }));
}
