import { blockDefinitions, type Document, type LeafBlock } from '#shared/content/document.ts';
import { changeLeaves } from '#shared/content/walk.ts';
import { cleanMailHtml, cleanRich } from './clean-html.ts';

/** What was cleaned lately: of a design all but one text are the same with each key. */
const cleaned = new Map<string, string>();
const MOST = 500;
/** In letters; what is longer is cleaned each time. */
const LONGEST = 5_000;

function cleanText(html: string): string {
  const known = cleaned.get(html);
  if (known !== undefined) return known;
  const clean = cleanRich(html);
  if (html.length > LONGEST) return clean;
  const [oldest] = cleaned.keys();
  if (oldest !== undefined && cleaned.size >= MOST) cleaned.delete(oldest);
  cleaned.set(html, clean);
  return clean;
}

/** A design with every piece of HTML in it cleaned. Run before it is stored and again before it is compiled. */
export function cleanDocument<Design extends Document>(document: Design): Design;
export function cleanDocument(document: Document): Document {
  // What is written as source is stored as it was written and cleaned where it is shown or sent: see compile.ts.
  if (document.kind !== 'blocks') return document;
  return { ...document, blocks: changeLeaves(document.blocks, cleanLeaf) };
}

function cleanLeaf<Leaf extends LeafBlock>(leaf: Leaf): Leaf {
  if (leaf.kind === 'html') return { ...leaf, props: { ...leaf.props, html: cleanMailHtml(leaf.props.html) } };
  const rich = blockDefinitions[leaf.kind].form.filter((field) => field.as === 'rich').map((field) => field.name);
  if (rich.length === 0) return leaf;
  const props: Record<string, unknown> = { ...leaf.props };
  for (const name of rich) if (typeof props[name] === 'string') props[name] = cleanText(props[name]);
  // Only strings of rich properties were changed, so the props are still of this kind.
  return { ...leaf, props } as Leaf;
}
