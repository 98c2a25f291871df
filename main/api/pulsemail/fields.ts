import type { FieldValues } from '#shared/schema/shapes.ts';
import type { FieldType } from '#shared/schema/words.ts';
import { invalid } from '../../base/errors.ts';
import { createField, type Field, fold, listFields, parseFieldValue } from '../../contacts/contacts.ts';
import type { ReadDb, WriteDb } from '../../db/db.ts';
import type { Fields } from './wire.ts';

/** What a contact has beside the custom fields. */
type Person = { firstName?: string; lastName?: string; fields: FieldValues };

/**
 * Custom fields by the names that programs gave them, made on demand; null takes a value away. First and last name are
 * fields to this dialect and facts of the person here.
 */
export function takeFields(db: WriteDb, { fields, now }: { fields: Fields; now: number }): Person {
  const person: Person = { fields: {} };
  for (const [name, value] of Object.entries(fields)) {
    const text = value === null ? '' : String(value);
    if (name === 'first_name') person.firstName = text.slice(0, 200);
    else if (name === 'last_name') person.lastName = text.slice(0, 200);
    else if (text !== '' || fieldNamed(listFields(db), name)) {
      const field = fieldNamed(listFields(db), name) ?? createField(db, { label: name, type: typeOf(value), now });
      const parsed = parseFieldValue(field.type, text, field.choices);
      if (!parsed.ok) throw invalid('pulsemail.field', `fields.${name}: ${parsed.reason}`, { [`fields.${name}`]: parsed.reason });
      person.fields[field.key] = parsed.value ?? '';
    }
  }
  return person;
}

/** The custom field that a program means, by its label or by its key. */
export const fieldNamed = (fields: readonly Field[], name: string): Field | undefined =>
  fields.find(({ label }) => fold(label.trim()) === fold(name.trim())) ?? fields.find(({ key }) => key === name);

const WIRE_NAME = /^[A-Za-z0-9_]{1,64}$/;
const wireName = ({ key, label }: Pick<Field, 'key' | 'label'>): string => (WIRE_NAME.test(label) ? label : key);

export function showFields(db: ReadDb): (person: { firstName: string; lastName: string; fields: FieldValues }) => FieldValues {
  const names = new Map(listFields(db).map((field) => [field.key, wireName(field)]));
  return ({ firstName, lastName, fields }) => ({
    ...(firstName === '' ? {} : { first_name: firstName }),
    ...(lastName === '' ? {} : { last_name: lastName }),
    ...Object.fromEntries(Object.entries(fields).map(([key, value]) => [names.get(key) ?? key, value])),
  });
}

function typeOf(value: string | number | boolean | null): FieldType {
  if (typeof value === 'number') return 'number';
  return typeof value === 'boolean' ? 'boolean' : 'text';
}
