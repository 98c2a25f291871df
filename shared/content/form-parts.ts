import type { FormField } from './block.ts';

export const alignField: FormField = { name: 'align', label: 'Align', as: 'align' };
export const colorField: FormField = { name: 'color', label: 'Colour', as: 'color' };
export const paddingFields: readonly FormField[] = [
  { name: 'padding.vertical', label: 'Above and below', as: 'number', min: 0, max: 120 },
  { name: 'padding.horizontal', label: 'Left and right', as: 'number', min: 0, max: 120 },
];
