import { z } from 'zod';
import type { Frame } from '#shared/content/block.ts';
import { type Block, block, blockDefinitions, type SectionChild } from '#shared/content/blocks/blocks.ts';
import type { LeafBlock } from '#shared/content/blocks/leaf-blocks.ts';
import { escapeHtml } from '#shared/content/escape.ts';
import { frameOf } from '#shared/content/frame.ts';
import { invalid } from '../../base/errors.ts';

/** Blocks as this dialect writes them: flat objects with a `type`. What a block says besides is left alone. */
const text = z.string().default('');
const link = z.object({ platform: text, url: text });
const types = {
  heading: z.object({ text, level: z.number().catch(2) }),
  text: z.object({ html: text }),
  image: z.object({ src: text, alt: text, href: text }),
  button: z.object({ label: text, href: text, align: z.enum(['left', 'center', 'right']).catch('left') }),
  divider: z.object({}),
  spacer: z.object({ height: z.number().catch(16) }),
  social: z.object({ items: z.array(link).default([]) }),
  columns: z.object({ left: z.array(z.unknown()).default([]), right: z.array(z.unknown()).default([]) }),
  html: z.object({ html: text }),
} as const;
type Type = keyof typeof types;

type WireBlock = { id?: string; type: string } & Record<string, unknown>;

const isType = (type: unknown): type is Type => typeof type === 'string' && Object.hasOwn(types, type);

/** Our blocks for those on the wire. The ids of the sender are kept where they can be ids here and are not used twice. */
export function toBlocks(wire: readonly unknown[]): Block[] {
  const taken = new Set<string>();
  return wire.map((item, index) => toBlock(item, { taken, place: `bodyJson.${index}` }));
}

type Placing = { taken: Set<string>; place: string };

function toBlock(wire: unknown, placing: Placing): Block {
  const { type, id } = z.object({ type: z.unknown().optional(), id: z.unknown().optional() }).catch({}).parse(wire);
  if (!isType(type)) refuse(placing, `unknown block type ${JSON.stringify(type)?.slice(0, 60) ?? ''}`.trim());
  const facts = { id: freeId(id, placing), ...kindAndProps(type, wire, placing) };
  const parsed = block.safeParse(facts);
  if (!parsed.success) refuse(placing, parsed.error.issues[0]?.message ?? 'is not a block');
  return parsed.data;
}

function kindAndProps(type: Type, wire: unknown, placing: Placing): { kind: Block['kind']; props: unknown } {
  const read = <Name extends Type>(name: Name): z.output<(typeof types)[Name]> => {
    const parsed = types[name].safeParse(wire);
    if (!parsed.success) refuse(placing, `${parsed.error.issues[0]?.path.join('.')} is not as it should be`);
    return parsed.data as z.output<(typeof types)[Name]>;
  };
  switch (type) {
    case 'heading': {
      const { text, level } = read('heading');
      return { kind: type, props: { text, level: level === 1 || level === 3 ? level : 2 } };
    }
    case 'spacer':
      return { kind: type, props: { height: Math.min(400, Math.max(1, Math.round(read('spacer').height))) } };
    case 'social':
      return {
        kind: type,
        props: {
          links: read('social').items.map(({ platform, url }) => ({ name: capital(platform), href: url, network: platform })),
        },
      };
    case 'columns': {
      const { left, right } = read('columns');
      const inner = (items: readonly unknown[], side: string) =>
        items.map((item, index) => toInner(item, { ...placing, place: `${placing.place}.${side}.${index}` }));
      return { kind: type, props: { columns: [inner(left, 'left'), inner(right, 'right')] } };
    }
    case 'divider':
      return { kind: type, props: {} };
    case 'text':
      return { kind: type, props: read('text') };
    case 'html':
      return { kind: type, props: read('html') };
    case 'image':
      return { kind: type, props: read('image') };
    case 'button':
      return { kind: type, props: read('button') };
  }
}

/** Columns hold no columns here. */
function toInner(wire: unknown, placing: Placing): Block {
  const isColumns = z.object({ type: z.literal('columns') }).safeParse(wire).success;
  if (isColumns) refuse(placing, 'columns cannot stand inside columns');
  return toBlock(wire, placing);
}

/** The blocks as this dialect writes them. Kinds that it does not know are told as HTML of their text. */
export const fromBlocks = (blocks: readonly Block[]): WireBlock[] =>
  blocks.flatMap((block) => (block.kind === 'section' ? block.props.blocks.map(fromBlock) : [fromBlock(block)]));

function fromBlock(from: SectionChild): WireBlock {
  const { id } = from;
  switch (from.kind) {
    case 'heading':
      return { id, type: 'heading', text: from.props.text, level: from.props.level };
    case 'text':
    case 'html':
      return { id, type: from.kind, html: from.props.html };
    case 'image':
      return { id, type: 'image', src: from.props.src, alt: from.props.alt, href: from.props.href };
    case 'button':
      return { id, type: 'button', label: from.props.label, href: from.props.href, align: from.props.align };
    case 'divider':
      return { id, type: 'divider' };
    case 'spacer':
      return { id, type: 'spacer', height: from.props.height };
    case 'social':
      return {
        id,
        type: 'social',
        items: from.props.links.map(({ name, href, network }) => ({ platform: network || name.toLowerCase(), url: href })),
      };
    case 'columns': {
      const [left = [], ...right] = from.props.columns;
      return { id, type: 'columns', left: left.map(fromBlock), right: right.flat().map(fromBlock) };
    }
    default:
      return { id, type: 'html', html: paragraphs(textOf(from)) };
  }
}

const NO_FRAME = frameOf(null, null, '');

function textOf(from: LeafBlock): string {
  // The schema has checked that the props are of this kind; TypeScript cannot follow it through the dictionary.
  const { text } = blockDefinitions[from.kind] as { text: (props: LeafBlock['props'], frame: Frame) => string };
  return text(from.props, NO_FRAME);
}

const paragraphs = (plain: string) =>
  plain
    .split(/\n{2,}/)
    .filter(Boolean)
    .map((part) => `<p>${escapeHtml(part).replaceAll('\n', '<br>')}</p>`)
    .join('');

function freeId(wanted: unknown, { taken }: Placing): string {
  const kept = typeof wanted === 'string' && /^[A-Za-z0-9_-]{1,40}$/.test(wanted) && !taken.has(wanted);
  let id = kept ? wanted : `b${taken.size + 1}`;
  while (taken.has(id)) id = `b${id}`;
  taken.add(id);
  return id;
}

function refuse(placing: Placing, problem: string): never {
  throw invalid('campaigns.block', `${placing.place}: ${problem}`, { [placing.place]: problem });
}

const capital = (word: string) => word.charAt(0).toUpperCase() + word.slice(1);
