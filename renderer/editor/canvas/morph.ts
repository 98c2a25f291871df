/**
 * Makes one element like another by touching only what differs, so that a new rendering neither flickers, reloads images
 * nor moves the page. Nodes of `wanted` are moved over; it must not be used afterwards.
 */
export function morph(element: Element, wanted: Element): void {
  sameAttributes(element, wanted);
  const before = [...element.childNodes];
  const after = [...wanted.childNodes];
  let start = 0;
  while (start < before.length && start < after.length && same(before[start], after[start])) start += 1;
  let oldEnd = before.length;
  let newEnd = after.length;
  while (oldEnd > start && newEnd > start && same(before[oldEnd - 1], after[newEnd - 1])) {
    oldEnd -= 1;
    newEnd -= 1;
  }
  const replaced = before.slice(start, oldEnd);
  const fresh = after.slice(start, newEnd);
  if (replaced.length === fresh.length) {
    for (const [index, old] of replaced.entries()) {
      const next = fresh[index];
      if (!next) continue;
      if (isElement(old) && isElement(next) && old.tagName === next.tagName) morph(old, next);
      else old.parentNode?.replaceChild(next, old);
    }
    return;
  }
  const anchor = before[oldEnd] ?? null;
  for (const node of replaced) node.remove();
  for (const node of fresh) element.insertBefore(node, anchor);
}

const isElement = (node: Node): node is Element => node.nodeType === 1;
const same = (a: Node | undefined, b: Node | undefined) => a !== undefined && b !== undefined && a.isEqualNode(b);

function sameAttributes(element: Element, wanted: Element): void {
  for (const { name } of [...element.attributes]) if (!wanted.hasAttribute(name)) element.removeAttribute(name);
  for (const attribute of [...wanted.attributes]) {
    if (element.getAttribute(attribute.name) === attribute.value) continue;
    // As a node, because HTML from elsewhere holds names that `setAttribute` refuses. A copy of an attribute is one.
    element.setAttributeNode(attribute.cloneNode() as Attr);
  }
}
