import type { FormField } from './block.ts';

export const alignField: FormField = { name: 'align', label: 'Align', as: 'align', group: 'look' };
export const colorField: FormField = { name: 'color', label: 'Colour', as: 'color', group: 'look' };
export const fillField: FormField = { name: 'fill', label: 'Background', as: 'color', group: 'look', placeholder: 'None' };
export const paddingField: FormField = { name: 'padding', label: 'Space inside', as: 'sides', group: 'look', min: 0, max: 120 };
/** How a block looks from outside that draws its own edge, or has none. */
export const groundFields: readonly FormField[] = [fillField, paddingField];
/** A frame around a block, and what it keeps free around that. */
export const edgeFields: readonly FormField[] = [
  { name: 'box.border', label: 'Border', as: 'border', group: 'look' },
  { name: 'box.corners', label: 'Box corners', as: 'number', group: 'look', min: 0, max: 60 },
  { name: 'box.around', label: 'Space around', as: 'sides', group: 'look', min: 0, max: 120 },
];
/** How every other block that stands in a column looks from outside. */
export const boxFields: readonly FormField[] = [...groundFields, ...edgeFields];

export const groundField: FormField = {
  name: 'backgroundColor',
  label: 'Background',
  as: 'color',
  group: 'look',
  placeholder: 'As the page',
};

/** A picture behind what stands in a block. */
export const pictureFields: readonly FormField[] = [
  { name: 'backgroundImage', label: 'Picture behind', as: 'image', group: 'look' },
  {
    name: 'backgroundSize',
    label: 'Its size',
    needs: 'backgroundImage',
    as: 'choice',
    group: 'look',
    choices: [
      { value: 'cover', label: 'Fills the space' },
      { value: 'contain', label: 'Wholly seen' },
      { value: 'auto', label: 'As it is, repeated' },
    ],
  },
  {
    name: 'backgroundPosition',
    label: 'Its place',
    needs: 'backgroundImage',
    as: 'choice',
    group: 'look',
    choices: [
      { value: 'top', label: 'Top' },
      { value: 'center', label: 'Middle' },
      { value: 'bottom', label: 'Bottom' },
    ],
  },
];
