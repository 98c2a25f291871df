import type { FieldValues } from '#shared/schema/shapes.ts';
import type { FieldType } from '#shared/schema/words.ts';
import { invalid } from '../../base/errors.ts';
import { createField, type Field, fold, listFields, parseFieldValue } from '../../contacts/contacts.ts';
import type { ReadDb, WriteDb } from '../../db/db.ts';

/** What scripts write into `fields`; null and an empty text take a value away. */
export type WireFields = Record<string, string | number | boolean | null>;

/** Custom fields have the name that their first writer gave them; here that is the label. They are made on demand. */
export function takeFields(db: WriteDb, { fields, now }: { fields: WireFields; now: number }): FieldValues {
  const values: FieldValues = {};
  for (const [name, value] of Object.entries(fields)) {
    const field = fieldNamed(listFields(db), name) ?? createField(db, { label: name, type: typeOf(value), now });
    const parsed = parseFieldValue(field.type, value === null ? '' : String(value), field.choices);
    if (!parsed.ok) throw invalid('subscribers.field', `fields.${name}: ${parsed.reason}`, { [`fields.${name}`]: parsed.reason });
    values[field.key] = parsed.value ?? '';
  }
  return values;
}

export function showFields(db: ReadDb): (fields: FieldValues) => FieldValues {
  const labels = new Map(listFields(db).map(({ key, label }) => [key, label]));
  return (fields) => Object.fromEntries(Object.entries(fields).map(([key, value]) => [labels.get(key) ?? key, value]));
}

const fieldNamed = (fields: readonly Field[], name: string): Field | undefined =>
  fields.find(({ label }) => fold(label.trim()) === fold(name.trim())) ?? fields.find(({ key }) => key === name);

function typeOf(value: string | number | boolean | null): FieldType {
  if (typeof value === 'number') return 'number';
  return typeof value === 'boolean' ? 'boolean' : 'text';
}
