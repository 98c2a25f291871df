import type { Check } from './check-words.ts';

const field = (selector: string) => document.querySelector<HTMLInputElement | HTMLTextAreaElement>(selector);

/** Puts the caret where something of the subject, the preheader or a source is to be mended; false where that is nowhere. */
export function jumpTo({ place, find, line }: Pick<Check, 'place' | 'find' | 'line'>): boolean {
  if (place === 'subject' || place === 'preheader') {
    const input = field(`[aria-label="Inbox line"] [data-name="${place}"]`);
    input?.focus();
    input?.select();
    return input !== null;
  }
  const source = field('section[aria-label="Source"] textarea');
  const [at, end] = source ? spotIn(source.value, { find, line }) : [-1, -1];
  if (!source || at === -1) return false;
  // The browser scrolls to where the caret is when the focus comes, not when the caret is set.
  source.blur();
  source.setSelectionRange(at, end);
  source.focus();
  return true;
}

/** Where a line of a source begins and ends, or what is to be found in it. */
export function spotIn(source: string, { find, line }: { find: string; line?: number | undefined }): [number, number] {
  if (line === undefined) {
    const at = find ? source.indexOf(find) : -1;
    return [at, at + find.length];
  }
  const lines = source.split('\n');
  const start = lines.slice(0, line - 1).reduce((length, text) => length + text.length + 1, 0);
  return [start, start + (lines[line - 1]?.length ?? 0)];
}
