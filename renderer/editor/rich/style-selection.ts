/** What stands for a size until it is one: the browser's own command knows seven sizes and no pixels. */
const MARK = '7';

/**
 * Gives the selected words a colour or a size, or takes it away. The browser's commands do it, so that it is part of its
 * undo; a size is put in its place afterwards.
 */
export function styleSelection(element: HTMLElement, name: 'color' | 'font-size', value: string): void {
  const page = element.ownerDocument;
  if (value === '') {
    clear(element, name);
    return;
  }
  page.execCommand('styleWithCSS', false, name === 'color' ? 'true' : 'false');
  page.execCommand(name === 'color' ? 'foreColor' : 'fontSize', false, name === 'color' ? value : MARK);
  page.execCommand('styleWithCSS', false, 'false');
  for (const font of element.querySelectorAll(`font[size='${MARK}']`)) {
    const span = page.createElement('span');
    span.style.fontSize = value;
    span.append(...font.childNodes);
    for (const inner of span.querySelectorAll<HTMLElement>('[style]')) inner.style.removeProperty('font-size');
    font.replaceWith(span);
    page.getSelection()?.selectAllChildren(span);
  }
}

function clear(element: HTMLElement, name: string): void {
  const selection = element.ownerDocument.getSelection();
  if (!selection || selection.rangeCount === 0) return;
  for (const styled of element.querySelectorAll<HTMLElement>('span[style]')) {
    if (selection.getRangeAt(0).intersectsNode(styled)) styled.style.removeProperty(name);
  }
}
