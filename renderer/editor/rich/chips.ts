import { labelOf, type MergeTag } from '../canvas/merge-label.ts';

const TAG = /\{\{[^{}]*\}\}/g;
export const CHIP = 'data-merge-tag';

const TEXT_NODES = 4;

/** Shows each merge tag in the text as a chip with its words. Only the view is dressed; `undress` gives the tag back. */
export function dress(root: Element, known: readonly MergeTag[]): void {
  const page = root.ownerDocument;
  const walker = page.createTreeWalker(root, TEXT_NODES);
  const texts: Text[] = [];
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const parent = node.parentElement;
    if (node.nodeValue?.includes('{{') && parent && !parent.closest(`style, title, [${CHIP}]`)) texts.push(node as Text);
  }
  for (const text of texts) {
    const value = text.nodeValue ?? '';
    const parts = page.createDocumentFragment();
    let from = 0;
    for (const match of value.matchAll(TAG)) {
      parts.append(value.slice(from, match.index), chip(page, match[0], known));
      from = match.index + match[0].length;
    }
    parts.append(value.slice(from));
    text.replaceWith(parts);
  }
}

export function chip(page: Document, tag: string, known: readonly MergeTag[]): HTMLElement {
  const element = page.createElement('span');
  element.setAttribute(CHIP, tag);
  element.setAttribute('contenteditable', 'false');
  element.textContent = labelOf(tag, known);
  return element;
}

/** The text of an element as it was written, merge tags and line breaks included. */
export function plainTextOf(element: Element): string {
  const copy = element.cloneNode(true) as Element;
  for (const it of copy.querySelectorAll(`[${CHIP}]`)) it.replaceWith(it.getAttribute(CHIP) ?? '');
  for (const it of copy.querySelectorAll('br')) it.replaceWith('\n');
  for (const it of copy.querySelectorAll('div, p')) if (it.previousSibling) it.before('\n');
  return (copy.textContent ?? '').replaceAll('\u00a0', ' ').replace(/\n$/, '');
}
