import type { FieldValues } from '#shared/schema/shapes.ts';
import type { ReadDb } from '../../db/db.ts';
import { listFields } from '../fields/fields.ts';
import type { StoredContact } from './contacts.store.ts';
import type { PersonChange } from './edits.store.ts';

type Person = Pick<StoredContact, 'email' | 'firstName' | 'lastName' | 'fields'>;

/** What is different of a person; null where nothing is. */
export function personChanged(before: Person, after: Person): PersonChange | null {
  const change: PersonChange = {};
  for (const name of ['email', 'firstName', 'lastName'] as const)
    if (before[name] !== after[name]) change[name] = [before[name], after[name]];
  const fields = valuesChanged(before.fields, after.fields);
  if (Object.keys(fields).length > 0) change.fields = fields;
  return Object.keys(change).length === 0 ? null : change;
}

function valuesChanged(before: FieldValues, after: FieldValues): NonNullable<PersonChange['fields']> {
  const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
  return Object.fromEntries(
    [...keys].filter((key) => before[key] !== after[key]).map((key) => [key, [before[key] ?? null, after[key] ?? null]]),
  );
}

const NAMES = { email: 'Address', firstName: 'First name', lastName: 'Last name' } as const;

/** Each change with the name of what was changed. */
export function changesByName(db: ReadDb, change: PersonChange): { name: string; before: string; after: string }[] {
  const own = (['email', 'firstName', 'lastName'] as const).flatMap((name) => {
    const [before, after] = change[name] ?? [];
    return before === undefined || after === undefined ? [] : [{ name: NAMES[name], before, after }];
  });
  const fields = Object.entries(change.fields ?? {});
  const labels = new Map(fields.length === 0 ? [] : listFields(db).map(({ key, label }) => [key, label]));
  return [
    ...own,
    ...fields.map(([key, [before, after]]) => ({ name: labels.get(key) ?? key, before: said(before), after: said(after) })),
  ];
}

/** `City: Köln → Graz; Visits: empty → 3`. */
export const changeWords = (db: ReadDb, change: PersonChange): string =>
  changesByName(db, change)
    .map(({ name, before, after }) => `${name}: ${short(before) || 'empty'} → ${short(after) || 'empty'}`)
    .join('; ');

const said = (value: string | number | boolean | null): string => {
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return value === null ? '' : String(value);
};

const LONGEST = 80;
const short = (text: string): string => (text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text);
