import { dress } from '../rich/chips.ts';
import type { MergeTag } from './merge-label.ts';
import { morph } from './morph.ts';

/** What the canvas adds to what it shows: how merge tags and the words being edited look. Nothing of it is sent. */
const STYLE = `
html { overflow: hidden; }
[data-merge-tag] { background: #fbeae2; color: #b93a1a; border-radius: 3px; padding: 0 .25em; box-decoration-break: clone; }
[contenteditable] { outline: none; cursor: text; min-width: 1em; caret-color: #b93a1a; }
[contenteditable] ::selection, [contenteditable]::selection { background: #f3c9b8; }
`;

/**
 * Shows a message in the frame by changing what differs from what it shows already. No script runs in there, by its
 * sandbox; what would load or lead elsewhere by itself is taken out.
 */
export function writePage(page: Document, html: string, options: { tags: readonly MergeTag[] | null }): void {
  const wanted = new DOMParser().parseFromString(html, 'text/html');
  for (const it of wanted.querySelectorAll('script, base, meta[http-equiv]')) it.remove();
  const style = wanted.createElement('style');
  style.textContent = STYLE;
  wanted.head.append(style);
  if (options.tags) dress(wanted.body, options.tags);
  morph(page.head, wanted.head);
  morph(page.body, wanted.body);
}

/** Links and forms of a message lead nowhere while it is only looked at. */
export function holdStill(page: Document): () => void {
  const stop = (event: Event) => event.preventDefault();
  for (const name of ['click', 'auxclick', 'submit', 'dragstart']) page.addEventListener(name, stop);
  return () => {
    for (const name of ['click', 'auxclick', 'submit', 'dragstart']) page.removeEventListener(name, stop);
  };
}
