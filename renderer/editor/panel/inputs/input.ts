import type { FormField } from '#shared/content/block.ts';

/** What an input of a property form gets. `onChange` answers why a value is refused, or null. */
export type InputProps = {
  field: FormField;
  /** Of the label that stands beside it. */
  labelId: string;
  value: unknown;
  onChange: (value: unknown) => string | null;
  blockId: string;
};
