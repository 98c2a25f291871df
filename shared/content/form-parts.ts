import type { FormField } from './block.ts';

export const alignField: FormField = { name: 'align', label: 'Align', as: 'align', group: 'look' };
export const colorField: FormField = { name: 'color', label: 'Colour', as: 'color', group: 'look' };
export const fillField: FormField = { name: 'fill', label: 'Background', as: 'color', group: 'look', placeholder: 'None' };
export const paddingField: FormField = { name: 'padding', label: 'Space inside', as: 'sides', group: 'look', min: 0, max: 120 };
/** How every block that stands in a column looks from outside. */
export const boxFields: readonly FormField[] = [fillField, paddingField];

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
