import { type Block, emptyDocument } from '#shared/content/document.ts';
import { leavesIn } from '#shared/content/walk.ts';
import { invalid } from '../../base/errors.ts';
import type { ReadDb } from '../../db/db.ts';
import { type PulsemailBlock, pulsemailBlock } from './block-shapes.ts';
import { createReading } from './handlebars.ts';
import { fromPulsemail, paragraphs, toPulsemail } from './our-blocks.ts';
import type { WireBlock } from './wire.ts';

/** The props of a block, whole, or what is wrong with them and where: `blocks[1].props.href`. */
export function checkBlock({ kind, props }: WireBlock, place = ''): WireBlock {
  const parsed = pulsemailBlock.safeParse({ kind, props });
  if (parsed.success) return parsed.data;
  const at = place === '' ? '' : `${place}.`;
  const [issue] = parsed.error.issues;
  const unknown = issue?.code === 'unrecognized_keys' ? issue.keys.slice(0, 1) : null;
  const path = [...(issue?.path ?? []), ...(unknown ?? [])].join('.');
  throw wrong(
    `${at}${path}`,
    path === 'kind' ? `is one of ${kinds.join(', ')}` : unknown ? 'is not known' : (issue?.message ?? ''),
  );
}

const kinds = pulsemailBlock.options.map(({ shape }) => shape.kind.value);

const wrong = (field: string, issue: string) => invalid('http.invalid', issue, { [field]: issue });

/** Changes each text of the props; what holds handlebars is spelled anew that way. */
export const mapTexts = ({ kind, props }: WireBlock, change: (text: string) => string): WireBlock => ({
  kind,
  props: Object.fromEntries(
    Object.entries(props).map(([name, value]) => [name, typeof value === 'string' ? change(value) : value]),
  ),
});

/** Our blocks for those on the wire. They were checked when they came, and what became of their texts since are texts. */
const toBlocks = (wire: readonly WireBlock[]): Block[] =>
  wire.map((one, at) => fromPulsemail(one as PulsemailBlock, `b${at + 1}`, { markdown }));

/** Blocks that were made in the app, as far as this dialect has words for them; what it has none for is told as text. */
export function fromBlocks(db: ReadDb, blocks: readonly Block[]): WireBlock[] {
  const read = createReading(db);
  return leavesIn(blocks)
    .flatMap((leaf) => toPulsemail(leaf, { markdown }) ?? [])
    .map((one) => mapTexts(one, read));
}

export const documentOf = (wire: readonly WireBlock[]) => ({ ...emptyDocument(), blocks: toBlocks(wire) });

/** The little of Markdown that a paragraph has: bold, emphasis, links. What is not it stays as it is. */
const emphasised = (escaped: string): string =>
  escaped
    .replace(/\[([^\]\n]+)\]\(((?:https?:\/\/|mailto:)[^\s)]+)\)/g, '<a href="$2">$1</a>')
    .replace(/\*\*([^*\n]+)\*\*/g, '<strong>$1</strong>')
    .replace(/(^|[^*\w])\*([^*\n]+)\*/g, '$1<em>$2</em>');

const markdown = (source: string): string => paragraphs(source, emphasised);
