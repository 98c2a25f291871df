import { z } from 'zod';
import { invalid } from '../../base/errors.ts';
import type { ReadDb, WriteDb } from '../../db/db.ts';
import { parseFieldValue } from '../fields/field-values.ts';
import { listFields } from '../fields/fields.ts';
import { differing, restoreValue, writeValue } from '../people/values.store.ts';

/** What a field was before a value was written to many: as short as JSON can have it. */
export const valuesImage = z.object({
  key: z.string(),
  written: z.string().nullable(),
  at: z.number(),
  rows: z.array(z.tuple([z.number(), z.string().nullable(), z.string().nullable(), z.number()])),
});
type ValuesImage = z.infer<typeof valuesImage>;

/** A value as it would be kept, in JSON; what is not of the field's type is refused. Null for none. */
export function checkedValue(db: ReadDb, { key, value }: { key: string; value: string | number | boolean }): string | null {
  const field = listFields(db).find((known) => known.key === key);
  if (!field) throw invalid('bulk.field', 'There is no such field any more.');
  const parsed = parseFieldValue(field.type, String(value));
  if (!parsed.ok) throw invalid('bulk.value', `${field.label}: ${parsed.reason}.`, { value: parsed.reason });
  return parsed.value === null ? null : JSON.stringify(parsed.value);
}

/** Writes one value to many; returns what they had, null where nobody is different by it. */
export function setValues(
  db: WriteDb,
  { ids, key, value, now }: { ids: readonly number[]; key: string; value: string | null; now: number },
): ValuesImage | null {
  // Only where a value goes away would putting it back change the order of the others.
  const before = differing(db, { ids, key, value, whole: value === null });
  if (before.length === 0) return null;
  writeValue(db, { ids: before.map((row) => row.id), key, value, now });
  return { key, written: value, at: now, rows: before.map((row) => [row.id, row.value, row.fields, row.updatedAt]) };
}

/** Returns who has again what they had, as ids and JSON. Whose value was changed since, or whose field is gone, stays as they are. */
export function restoreValues(db: WriteDb, { key, written, at, rows }: ValuesImage): [id: number, value: string | null][] {
  if (!listFields(db).some((field) => field.key === key)) return [];
  return rows
    .filter(([id, value, fields, updatedAt]) =>
      restoreValue(db, { id, key, written, before: { id, value, fields, updatedAt }, at }),
    )
    .map(([id, value]) => [id, value]);
}
