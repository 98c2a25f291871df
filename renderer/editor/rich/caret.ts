/** Where the caret begins: around everything, behind the last letter, or at a point of the window it is in. */
export type Caret = 'all' | 'end' | { x: number; y: number };

/** The link around a selection, if it is inside of what is edited. */
export const linkAt = (range: Range | null, within: Element): Element | null => {
  const node = range?.commonAncestorContainer;
  const element = node?.nodeType === 1 ? (node as Element) : node?.parentElement;
  const link = element?.closest('a') ?? null;
  return link && within.contains(link) && link !== within ? link : null;
};

export function placeCaret(element: HTMLElement, caret: Caret): void {
  const page = element.ownerDocument;
  const selection = page.getSelection();
  if (!selection) return;
  if (typeof caret === 'object') {
    const position = page.caretPositionFromPoint(caret.x, caret.y);
    if (position && element.contains(position.offsetNode)) {
      selection.collapse(position.offsetNode, position.offset);
      return;
    }
  }
  selection.selectAllChildren(element);
  if (caret !== 'all') selection.collapseToEnd();
}

/** Puts a node where the caret is, in place of what is selected, and the caret behind it. */
export function insertAtCaret(page: Document, node: Node): void {
  const selection = page.getSelection();
  if (!selection || selection.rangeCount === 0) return;
  const range = selection.getRangeAt(0);
  range.deleteContents();
  range.insertNode(node);
  range.setStartAfter(node);
  range.collapse(true);
  selection.removeAllRanges();
  selection.addRange(range);
}
