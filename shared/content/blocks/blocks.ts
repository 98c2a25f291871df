import { z } from 'zod';
import { columns } from './columns.ts';
import { blockId, leafBlock, leafDefinitions } from './leaf-blocks.ts';

/** The one dictionary of blocks: schema, palette, form, MJML and text all come from it. */
export const blockDefinitions = { ...leafDefinitions, columns } as const;
export type BlockKind = keyof typeof blockDefinitions;

const columnsBlock = z.strictObject({ id: blockId, kind: z.literal('columns'), props: columns.props });
export type ColumnsBlock = z.output<typeof columnsBlock>;

export const block = z.discriminatedUnion('kind', [...leafBlock.options, columnsBlock]);
export type Block = z.output<typeof block>;
