/** What of a design's MJML holds others, and what stands in it. */
export type Box = { name: string; open: string; children: readonly Node[] };
/** What stands in a column, or between boxes: a component with all that is in it, and what is hidden from Outlook with it. */
export type Leaf = { names: readonly string[]; text: string };
export type Node = Box | Leaf;

export const isBox = (node: Node): node is Box => 'open' in node;

const BOXES = new Set(['mj-body', 'mj-wrapper', 'mj-section', 'mj-group', 'mj-column']);
/** What stands for itself wherever it is: nothing of it depends on its neighbours, and no number in it is made by chance. */
const LEAVES = new Set(['mj-text', 'mj-image', 'mj-button', 'mj-divider', 'mj-spacer', 'mj-raw']);
const COMMENT = /<!--(?:[\s\S]*?-->|[\s\S]*)/g;
const OPEN = /<(mj-[a-z]+)((?:[^"'<>]|"[^"]*")*?)(\/?)>/y;

/**
 * The boxes of a design as MJML. Null where it cannot be told by its text alone what belongs to what: with other
 * components, with words or comments that look like MJML.
 */
export function mjmlTree(mjml: string): { before: string; body: Box; after: string } | null {
  for (const [comment] of mjml.matchAll(COMMENT)) if (comment.includes('mj-')) return null;
  const start = mjml.indexOf('<mj-body');
  const found = start === -1 ? null : boxAt(mjml, start);
  return found && { before: mjml.slice(0, start), body: found.box, after: mjml.slice(found.end) };
}

function boxAt(mjml: string, start: number): { box: Box; end: number } | null {
  OPEN.lastIndex = start;
  const [open, name = '', , empty] = OPEN.exec(mjml) ?? [];
  if (open === undefined || empty) return null;
  const close = `</${name}>`;
  const children: Node[] = [];
  let at = start + open.length;
  while (!mjml.startsWith(close, at)) {
    const child = nodeAt(mjml, at);
    if (!child) return null;
    children.push(child.node);
    at = child.end;
  }
  const whole = unitsOf(children);
  return whole && { box: { name, open, children: whole }, end: at + close.length };
}

/** What stands under a condition for Outlook stays together: MJML takes the spaces out of it. */
function unitsOf(nodes: readonly Node[]): Node[] | null {
  const units: Node[] = [];
  let open: Leaf | null = null;
  for (const node of nodes) {
    if (isBox(node) && open) return null;
    if (isBox(node)) {
      units.push(node);
      continue;
    }
    const unit: Leaf = open ? { names: [...open.names, ...node.names], text: open.text + node.text } : node;
    open = count(unit.text, '<!--[if') > count(unit.text, '<![endif]-->') ? unit : null;
    if (!open) units.push(unit);
  }
  return open ? null : units;
}

const count = (text: string, words: string): number => text.split(words).length - 1;

function nodeAt(mjml: string, at: number): { node: Node; end: number } | null {
  OPEN.lastIndex = at;
  const [open, name = '', , empty] = OPEN.exec(mjml) ?? [];
  if (open === undefined) return null;
  if (BOXES.has(name)) {
    const found = boxAt(mjml, at);
    return found && { node: found.box, end: found.end };
  }
  if (!LEAVES.has(name)) return null;
  const inner = at + open.length;
  const close = `</${name}>`;
  const closed = empty ? inner : mjml.indexOf(close, inner);
  if (closed === -1 || mjml.slice(inner, closed).includes('<mj-')) return null;
  const end = empty ? inner : closed + close.length;
  return { node: { names: [name], text: mjml.slice(at, end) }, end };
}

export const mjmlOf = (node: Node): string =>
  isBox(node) ? `${node.open}${node.children.map(mjmlOf).join('')}</${node.name}>` : node.text;
