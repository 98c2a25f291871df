import { CHIP } from './chips.ts';

/** Without white space, which mail and writer put between tags as they like. */
const letters = (text: string | null) => (text ?? '').replace(/\s+/g, '');

const textOf = (element: Element): string => {
  const copy = element.cloneNode(true) as Element;
  for (const it of copy.querySelectorAll(`[${CHIP}]`)) it.replaceWith(it.getAttribute(CHIP) ?? '');
  for (const it of copy.querySelectorAll('br')) it.replaceWith(' ');
  return letters(copy.textContent);
};

/** Tags and text without attributes: the mail adds styles to what was written, never tags inside it. */
const shape = (element: Element): string =>
  [...element.children].map((child) => `${child.tagName}(${child.hasAttribute(CHIP) ? '' : shape(child)})`).join('');

/**
 * The element of a rendered block that shows a property, found by what it shows: so no block has to say how it is built.
 * The innermost one wins that holds the whole of it. Where nothing is written yet, the innermost lone cell or `div` is taken.
 */
export function editableIn(block: Element, value: string, as: 'plain' | 'rich'): HTMLElement | null {
  const candidates = [block, ...block.querySelectorAll('*')].filter((it): it is HTMLElement => 'contentEditable' in it);
  const wanted = block.ownerDocument.createElement('div');
  if (as === 'rich') wanted.innerHTML = value;
  else wanted.textContent = value;
  const text = letters(wanted.textContent);
  if (text) {
    const tags = (element: Element) => shape(element).replace(/SPAN\(\)/g, '');
    const same = candidates.filter((it) => textOf(it) === text && (as === 'plain' || tags(it) === tags(wanted)));
    const outermost = same[0] ?? candidates.find((it) => textOf(it) === text);
    const found = same.filter((it) => outermost?.contains(it)).at(-1) ?? outermost;
    if (found) return found;
  }
  return candidates.filter((it) => !textOf(it) && ['DIV', 'TD', 'P', 'A', 'H1', 'H2', 'H3'].includes(it.tagName)).at(-1) ?? null;
}
