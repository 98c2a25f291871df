import { z } from 'zod';
import { blockDefinitions } from './blocks/blocks.ts';
import { color } from './primitives.ts';

export const DOCUMENT_VERSION = 1;

/** How the page looks where no block says otherwise; empty takes the brand's. */
export const pageStyle = z
  .object({
    backgroundColor: color,
    pageColor: color,
    textColor: color,
    accentColor: color,
    fontFamily: z.enum(['sans', 'serif', 'mono']).default('sans'),
  })
  .prefault({});
export type PageStyle = z.infer<typeof pageStyle>;

const blockId = z
  .string()
  .min(1)
  .max(40)
  .regex(/^[A-Za-z0-9_-]+$/);

export const block = z.discriminatedUnion('kind', [
  z.object({ id: blockId, kind: z.literal('text'), props: blockDefinitions.text.props }),
]);
export type Block = z.infer<typeof block>;

/** A design: blocks from top to bottom, or HTML that somebody wrote elsewhere. */
export const document = z.discriminatedUnion('kind', [
  z.object({
    version: z.literal(DOCUMENT_VERSION),
    kind: z.literal('blocks'),
    style: pageStyle,
    blocks: z.array(block).max(500),
  }),
  z.object({
    version: z.literal(DOCUMENT_VERSION),
    kind: z.literal('html'),
    html: z.string().max(2_000_000),
    text: z.string().max(500_000).default(''),
  }),
]);
export type Document = z.infer<typeof document>;
