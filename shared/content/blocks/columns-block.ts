import { z } from 'zod';
import { envelope } from '../envelope.ts';
import { columns } from './columns.ts';
import { blockId } from './leaf-blocks.ts';

export const columnsBlock = z.strictObject({ id: blockId, kind: z.literal('columns'), props: columns.props, ...envelope });
export type ColumnsBlock = z.output<typeof columnsBlock>;
