import { z } from 'zod';
import type { BlockFace } from '../block.ts';
import { groundField, paddingField, pictureFields } from '../form-parts.ts';
import { background, border, color, padding, pixels } from '../primitives.ts';
import { columnsBlock } from './columns-block.ts';
import { leafBlock } from './leaf-blocks.ts';

const props = z.strictObject({
  ...background,
  /** Of what is in it, where no block says otherwise. */
  textColor: color,
  /** Whether the background goes from edge to edge of the window. */
  wide: z.boolean().default(false),
  border,
  radius: pixels(0, 60, 0),
  padding: padding.unwrap().prefault({ vertical: 16, horizontal: 0 }),
  blocks: z
    .array(z.discriminatedUnion('kind', [...leafBlock.options, columnsBlock]))
    .max(200)
    .default([]),
});

/** A stripe of the page with a look of its own and blocks in it. */
export const section: BlockFace<'section', typeof props> = {
  kind: 'section',
  label: 'Section',
  icon: 'box-margin',
  group: 'layout',
  props,
  initial: () => ({}),
  form: [
    groundField,
    { name: 'wide', label: 'Edge to edge', as: 'switch', group: 'look' },
    { name: 'textColor', label: 'Text in it', as: 'color', group: 'look', placeholder: 'As the page' },
    { name: 'border', label: 'Border', as: 'border', group: 'look' },
    { name: 'radius', label: 'Round corners', as: 'number', group: 'look', min: 0, max: 60 },
    paddingField,
    ...pictureFields,
  ],
};
