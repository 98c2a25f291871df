import { z } from 'zod';
import { type Block, block } from './blocks/blocks.ts';
import { fontNames } from './fonts.ts';
import { color } from './primitives.ts';

export { type Block, type BlockKind, block, blockDefinitions, type SectionBlock, type SectionChild } from './blocks/blocks.ts';
export type { ColumnsBlock } from './blocks/columns-block.ts';
export type { CellBlock, LeafBlock, LeafKind } from './blocks/leaf-blocks.ts';

export const DOCUMENT_VERSION = 1;

/** How the page looks where no block says otherwise; an empty colour takes the brand's. */
export const pageStyle = z
  .strictObject({
    backgroundColor: color,
    pageColor: color,
    textColor: color,
    accentColor: color,
    fontFamily: z.enum(['brand', ...fontNames]).default('brand'),
    headingFont: z.enum(['brand', ...fontNames]).default('brand'),
    /** What it is written in, such as `de` or `pt-BR`, so that it is read aloud and hyphenated right; empty for the system's. */
    language: z
      .string()
      .regex(/^([a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,2})?$/)
      .default(''),
  })
  .prefault({});
export type PageStyle = z.output<typeof pageStyle>;

/** The ids of blocks and of what is in them. */
export const idsIn = (blocks: readonly Block[]): string[] =>
  blocks.flatMap((entry) => {
    if (entry.kind === 'section') return [entry.id, ...idsIn(entry.props.blocks)];
    return entry.kind === 'columns' ? [entry.id, ...idsIn(entry.props.columns.flat())] : [entry.id];
  });

function haveOwnIds(blocks: readonly Block[]): boolean {
  const ids = idsIn(blocks);
  return new Set(ids).size === ids.length;
}

/** A design: blocks from top to bottom, or the source that somebody wrote: HTML, MJML, Markdown or plain text. */
export const document = z.discriminatedUnion('kind', [
  z.strictObject({
    version: z.literal(DOCUMENT_VERSION),
    kind: z.literal('blocks'),
    style: pageStyle,
    blocks: z.array(block).max(500).refine(haveOwnIds, 'two blocks have the same id'),
  }),
  z.strictObject({
    version: z.literal(DOCUMENT_VERSION),
    kind: z.literal('html'),
    html: z.string().max(2_000_000),
    /** Empty: made from the HTML. */
    text: z.string().max(500_000).default(''),
  }),
  z.strictObject({ version: z.literal(DOCUMENT_VERSION), kind: z.literal('mjml'), mjml: z.string().max(1_000_000) }),
  z.strictObject({ version: z.literal(DOCUMENT_VERSION), kind: z.literal('markdown'), markdown: z.string().max(500_000) }),
  z.strictObject({ version: z.literal(DOCUMENT_VERSION), kind: z.literal('plain'), text: z.string().max(500_000) }),
]);
export type Document = z.output<typeof document>;
export type BlocksDocument = Extract<Document, { kind: 'blocks' }>;
export type DocumentKind = Document['kind'];
/** A design that is written as text. */
export type SourceDocument = Exclude<Document, BlocksDocument>;
export type SourceKind = SourceDocument['kind'];

export const emptyDocument = (): BlocksDocument => ({
  version: DOCUMENT_VERSION,
  kind: 'blocks',
  style: pageStyle.parse(undefined),
  blocks: [],
});
