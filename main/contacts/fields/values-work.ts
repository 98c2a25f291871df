import { z } from 'zod';
import type { FieldValues } from '#shared/schema/shapes.ts';
import { fieldType } from '#shared/schema/words.ts';
import { convertValue, type FieldValue, textOfValue } from './field-values.ts';

const common = { label: z.string(), key: z.string() };
const conversion = {
  to: fieldType,
  choices: z.array(z.string()),
  /** The text field that takes what cannot be converted; null where that is taken away. */
  keepIn: z.string().nullable(),
};

/** What is to become of a field's values, in a form that outlives a restart. */
export const valuesWork = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('remove'), ...common }),
  z.object({ kind: z.literal('retype'), ...common, ...conversion }),
  z.object({ kind: z.literal('merge'), ...common, ...conversion, into: z.string(), wins: z.enum(['into', 'from']) }),
  /** What each choice is called from now on; null for those that are gone. */
  z.object({ kind: z.literal('choices'), ...common, names: z.array(z.tuple([z.string(), z.string().nullable()])) }),
]);
export type ValuesWork = z.infer<typeof valuesWork>;
type Merging = Extract<ValuesWork, { kind: 'merge' }>;

/** A person's values afterwards; the very same object where nothing is different. */
export function workOn(fields: FieldValues, work: ValuesWork): FieldValues {
  const value = fields[work.key];
  if (value === undefined || !Object.hasOwn(fields, work.key)) return fields;
  const next = { ...fields };
  switch (work.kind) {
    case 'remove':
      delete next[work.key];
      return next;
    case 'choices': {
      const renamed = work.names.find(([was]) => was === value)?.[1];
      if (renamed === value) return fields;
      put(next, work.key, renamed ?? null);
      return next;
    }
    case 'retype': {
      const converted = convertValue(value, work.to, work.choices);
      if (converted.ok && converted.value === value) return fields;
      put(next, work.key, converted.ok ? converted.value : null);
      if (!converted.ok) keep(next, work.keepIn, value);
      return next;
    }
    case 'merge':
      return merged(next, work, value);
  }
}

function merged(next: FieldValues, work: Merging, value: FieldValue): FieldValues {
  delete next[work.key];
  const converted = convertValue(value, work.to, work.choices);
  if (!converted.ok) keep(next, work.keepIn, value);
  else if (work.wins === 'from' || !Object.hasOwn(next, work.into)) put(next, work.into, converted.value);
  return next;
}

function put(fields: FieldValues, key: string, value: FieldValue | null): void {
  if (value === null) delete fields[key];
  else fields[key] = value;
}

function keep(fields: FieldValues, key: string | null, value: FieldValue): void {
  if (key !== null) fields[key] = textOfValue(value);
}
