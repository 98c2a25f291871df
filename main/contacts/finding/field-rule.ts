/**
 * What the value of a field has to be. Texts are compared without capitals and marks, dates as `YYYY-MM-DD`. Who has no
 * value fulfils none of these: "is not" and "is empty" are everybody else.
 */
export type FieldRule = { key: string } & (
  | { op: 'filled' }
  | { op: 'is' | 'less' | 'at-most' | 'more' | 'at-least'; value: string | number | boolean }
  | { op: 'between'; from: string | number; to: string | number }
  | { op: 'one-of'; values: readonly (string | number)[] }
  | { op: 'contains' | 'begins' | 'ends'; value: string }
);
