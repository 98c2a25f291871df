import { z } from 'zod';
import { envelope } from '../envelope.ts';
import { columns } from './columns.ts';
import { columnsBlock } from './columns-block.ts';
import { blockId, leafBlock, leafDefinitions } from './leaf-blocks.ts';
import { section } from './section.ts';

/** The one dictionary of blocks: schema, palette, form, MJML and text all come from it. */
export const blockDefinitions = { ...leafDefinitions, columns, section } as const;
export type BlockKind = keyof typeof blockDefinitions;

const sectionBlock = z.strictObject({ id: blockId, kind: z.literal('section'), props: section.props, ...envelope });
export type SectionBlock = z.output<typeof sectionBlock>;

export const block = z.discriminatedUnion('kind', [...leafBlock.options, columnsBlock, sectionBlock]);
export type Block = z.output<typeof block>;
/** What a section holds. */
export type SectionChild = SectionBlock['props']['blocks'][number];
