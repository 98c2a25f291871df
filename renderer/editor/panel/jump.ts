import type { Check } from './check-words.ts';

const field = (selector: string) => document.querySelector<HTMLInputElement | HTMLTextAreaElement>(selector);

/** Puts the caret where something of the subject, the preheader or a source is to be mended; false where that is nowhere. */
export function jumpTo({ place, find }: Pick<Check, 'place' | 'find'>): boolean {
  if (place === 'subject' || place === 'preheader') {
    const input = field(`[aria-label="Inbox line"] [data-name="${place}"]`);
    input?.focus();
    input?.select();
    return input !== null;
  }
  const source = field('section[aria-label="Source"] textarea');
  const at = source && find ? source.value.indexOf(find) : -1;
  if (!source || at === -1) return false;
  // The browser scrolls to where the caret is when the focus comes, not when the caret is set.
  source.blur();
  source.setSelectionRange(at, at + find.length);
  source.focus();
  return true;
}
