import { z } from 'zod';
import { named, text, time } from './parts.ts';

export const wireBlock = z.object({ kind: z.string(), props: z.record(z.string(), z.unknown()) });
export type WireBlock = z.infer<typeof wireBlock>;
const blockInput = z.union([wireBlock, z.object({ block_id: z.string().max(100) })]);
export type BlockInput = z.infer<typeof blockInput>;
export const blocksInput = z.array(blockInput).min(1).max(100);
const variableNames = z.array(z.string().regex(/^[A-Za-z_][\w.]{0,63}$/)).max(100);

export const newBlock = z.object({
  kind: z.string().max(40),
  props: z.record(z.string(), z.unknown()),
  name: text(200).optional(),
});
export const blockChange = z.object({
  kind: z.undefined({ error: 'the kind of a block cannot be changed' }).optional(),
  props: z.record(z.string(), z.unknown()).optional(),
  name: text(200).optional(),
});
export const savedBlock = named(
  'Block',
  z.object({
    id: z.string(),
    kind: z.string(),
    name: z.string(),
    props: z.record(z.string(), z.unknown()),
    mjml: z.string(),
    html: z.string(),
    created_at: time,
  }),
);

export const newTemplate = named(
  'NewTemplate',
  z.object({
    name: text(200),
    category: z.string().trim().max(60).default('newsletter'),
    variables: variableNames.optional(),
    blocks: blocksInput,
  }),
);
export const templateChange = z.object({
  name: text(200).optional(),
  category: z.string().trim().max(60).optional(),
  variables: variableNames.optional(),
  blocks: blocksInput.optional(),
});
export const template = named(
  'Template',
  z.object({
    id: z.string(),
    name: z.string(),
    category: z.string(),
    variables: z.array(z.string()),
    blocks: z.array(wireBlock),
    preview_url: z.string(),
    created_at: time,
  }),
);
