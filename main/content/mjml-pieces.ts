import mjml2html from 'mjml';
import { type Box, isBox, type Leaf, mjmlOf, mjmlTree, type Node } from './mjml-tree.ts';

type Made = { html: string; errors: readonly { message: string }[] };

/** The HTML of a design's MJML with everything made anew. No web fonts: fetching one would tell somebody's server who reads. */
export const wholeHtml = (mjml: string): Promise<Made> =>
  mjml2html(mjml, { fonts: {}, validationLevel: 'soft', keepComments: false });

/** How much is kept, in letters: some hundred designs. */
const ROOM = 3_000_000;
const kept = new Map<string, string>();
let size = 0;

function keep(key: string, html: string): void {
  if (size + key.length + html.length > ROOM) {
    kept.clear();
    size = 0;
  }
  if (!kept.has(key)) size += key.length + html.length;
  kept.set(key, html);
}

/** What a column holds. By its key the HTML of a component is known: how wide it may be is part of it. */
type Cell = { column: Box; leaves: readonly { leaf: Leaf; key: string }[] };

/**
 * The same HTML to the letter, put together from what was made before: while somebody edits a design, one component of a
 * hundred differs from a moment ago. What holds them is kept likewise, with the head.
 */
export async function piecedHtml(mjml: string): Promise<Made> {
  const tree = mjml.includes('<lp-') ? null : mjmlTree(mjml);
  if (!tree) return wholeHtml(mjml);
  const cells = cellsIn(tree.body, '');
  const leaves = cells.flatMap((cell) => cell.leaves);
  // What a kind of component adds to the head comes with the first of its kind.
  const first = leaves.find(({ leaf }) => leaf.names.includes('mj-image'))?.key;
  const make = async (body: Box, keys: ReadonlySet<string>) => {
    const { html, errors } = await wholeHtml(`${tree.before}${mjmlOf(withHoles(body, cells, leaves, keys))}${tree.after}`);
    if (errors.length > 0) return null;
    return html.replace(MADE, (_, number: string, piece: string) => {
      made.set(leaves[Number(number)]?.key ?? '', piece);
      return '';
    });
  };

  const frameKey = `${first ? 'image' : ''}${tree.before}${mjmlOf(withHoles(tree.body, cells, leaves, new Set()))}${tree.after}`;
  const missing = new Set(leaves.flatMap(({ key }) => (kept.has(key) ? [] : key)));
  // Beside what is kept, which may make room in between.
  const made = new Map<string, string>();
  const before = kept.get(frameKey);
  const frame = before ?? (await make(tree.body, first ? new Set([...missing, first]) : missing));
  if (before && missing.size > 0 && (await make(withOnly(tree.body, cells, missing), missing)) === null) return wholeHtml(mjml);
  if (frame === null) return wholeHtml(mjml);
  const html = frame.replace(HOLE, (_, number: string) =>
    (cells[Number(number)]?.leaves ?? []).map(({ key }) => made.get(key) ?? kept.get(key) ?? '').join(''),
  );
  for (const [key, piece] of made) keep(key, piece);
  keep(frameKey, frame);
  return { html: html.replace(CONDITION_AFTER_CONDITION, ''), errors: [] };
}

const HOLE = /<lp-hole n="(\d+)"><\/lp-hole>/g;
const MADE = /<lp-from n="(\d+)"><\/lp-from>([\s\S]*?)<lp-to><\/lp-to>/g;
/** As MJML joins what follows each other for Outlook alone. */
const CONDITION_AFTER_CONDITION = /<!\[endif\]-->\s*?<!--\[if mso \| IE\]>/g;

function cellsIn(box: Box, around: string): Cell[] {
  const boxes = box.children.filter(isBox);
  // How wide a column is depends on those beside it, and never on whose they are.
  const here = `${around}${box.open}${boxes.map(({ name, open }) => (name === 'mj-column' ? open : '')).join('')}`;
  return boxes.flatMap((column, index) => {
    if (column.name !== 'mj-column') return cellsIn(column, here);
    const place = `${here.replace(/ css-class="[^"]*"/g, '')}${index}`;
    const leaves = column.children.flatMap((leaf) => (isBox(leaf) ? [] : [{ leaf, key: `${place}${leaf.text}` }]));
    return [{ column, leaves }];
  });
}

/** The design with a hole in each column, and behind it between marks what is to be made. */
function withHoles(box: Box, cells: readonly Cell[], leaves: readonly Cell['leaves'][number][], keys: ReadonlySet<string>): Box {
  const cell = cells.findIndex(({ column }) => column === box);
  if (cell === -1) {
    const children = box.children.map((child) => (isBox(child) ? withHoles(child, cells, leaves, keys) : child));
    return { ...box, children };
  }
  const wanted = (cells[cell]?.leaves ?? []).filter(({ key }) => keys.has(key));
  const marked = wanted.flatMap((one) => [
    raw(`<lp-from n="${leaves.indexOf(one)}"></lp-from>`),
    one.leaf,
    raw('<lp-to></lp-to>'),
  ]);
  return { ...box, children: [raw(`<lp-hole n="${cell}"></lp-hole>`), ...marked] };
}

const raw = (html: string): Leaf => ({ names: ['mj-raw'], text: `<mj-raw>${html}</mj-raw>` });

/** The design without the stripes and rows in which nothing is to be made. */
function withOnly(body: Box, cells: readonly Cell[], keys: ReadonlySet<string>): Box {
  const busy = new Set<Node>(cells.flatMap(({ column, leaves }) => (leaves.some(({ key }) => keys.has(key)) ? [column] : [])));
  const isBusy = (node: Node): boolean => busy.has(node) || (isBox(node) && node.children.some(isBusy));
  const stripes = body.children.filter(isBox).filter(isBusy);
  return { ...body, children: stripes.map((stripe) => ({ ...stripe, children: stripe.children.filter(isBusy) })) };
}
