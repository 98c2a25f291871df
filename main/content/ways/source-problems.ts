import type { Document } from '#shared/content/document.ts';
import { withoutTags } from '#shared/content/liquid-tags.ts';
import { sourceIn } from '#shared/content/source.ts';
import { liquidLine, liquidProblem } from '../liquid.ts';
import type { Problem } from '../problems.ts';

/** What is wrong with what somebody wrote, each with its line. */
export function sourceProblems(document: Document): Problem[] {
  if (document.kind === 'blocks') return [];
  const source = sourceIn(document);
  const wrong = liquidProblem(source);
  const tags: Problem[] = wrong
    ? [{ blockId: null, message: `A merge tag cannot be read: ${wrong}`, line: liquidLine(source) ?? undefined }]
    : [];
  return document.kind === 'html' || document.kind === 'mjml' ? [...tags, ...unbalanced(source)] : tags;
}

/** Elements that end by themselves, or whose end may be left out. */
const OPEN_ENDED =
  /^(area|base|br|col|embed|hr|img|input|link|meta|source|track|wbr|li|p|td|th|tr|thead|tbody|tfoot|option|dt|dd|colgroup|html|head|body)$/;
const MOST = 5;

/** Elements that are opened and never closed, and ends of what was never opened. */
function unbalanced(source: string): Problem[] {
  const hidden = (text: string) => text.replace(/[^\n]/g, ' ');
  const bare = withoutTags(
    source
      .replace(/<!--[\s\S]*?-->/g, hidden)
      .replace(
        /(<(style|script|mj-style)\b[^>]*>)([\s\S]*?)(?=<\/\2>)/gi,
        (_, start: string, __, css: string) => start + hidden(css),
      )
      .replace(/<![^>]*>/g, hidden),
    hidden,
  );
  const problems: Problem[] = [];
  const open: { name: string; at: number }[] = [];
  const add = (message: string, at: number) =>
    problems.push({ blockId: null, message, line: bare.slice(0, at).split('\n').length });
  for (const found of bare.matchAll(/<(\/?)([a-z][\w:-]*)((?:"[^"]*"|'[^']*'|[^"'<>])*)(>)?/gi)) {
    if (problems.length >= MOST) return problems;
    const [, close, written = '', attributes = '', end] = found;
    const name = written.toLowerCase();
    if (end === undefined) add(`<${close}${name} is not closed with >.`, found.index);
    else if (OPEN_ENDED.test(name) || attributes.endsWith('/')) continue;
    else if (!close) open.push({ name, at: found.index });
    else {
      const at = open.findLastIndex((element) => element.name === name);
      if (at === -1) add(`</${name}> ends what was never begun.`, found.index);
      else for (const left of open.splice(at).slice(1)) add(`<${left.name}> is never closed.`, left.at);
    }
  }
  for (const left of open.slice(0, MOST)) add(`<${left.name}> is never closed.`, left.at);
  return problems.toSorted((one, other) => (one.line ?? 0) - (other.line ?? 0)).slice(0, MOST);
}
