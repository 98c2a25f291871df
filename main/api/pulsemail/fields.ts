import type { FieldValues } from '#shared/schema/shapes.ts';
import type { FieldType } from '#shared/schema/words.ts';
import { invalid } from '../../base/errors.ts';
import { createField, type Field, fold, listFields, parseFieldValue } from '../../contacts/contacts.ts';
import { kept, type ReadDb, type WriteDb } from '../../db/db.ts';
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

type Stored = { firstName: string; lastName: string; fields: string };

/** The fields of people as JSON, under the names by which programs know them; `fields` is what is stored, by their keys. */
export function writeFields(db: ReadDb): (person: Stored) => string {
  const renamed = kept(
    db,
    { name: 'pulsemail fields', of: ['fields'] },
    () =>
      new Map(listFields(db).flatMap((field) => (wireName(field) === field.key ? [] : [[field.key, wireName(field)] as const]))),
  );
  return ({ firstName, lastName, fields }) => {
    const custom = fields === '{}' ? '' : (renamed.size === 0 ? fields : rename(fields, renamed)).slice(1, -1);
    const names = [
      firstName === '' ? '' : `"first_name":${JSON.stringify(firstName)}`,
      lastName === '' ? '' : `"last_name":${JSON.stringify(lastName)}`,
    ];
    return `{${[...names, custom].filter((part) => part !== '').join()}}`;
  };
}

/**
 * The JSON of fields with other names in it. Names end in `":`, which stands nowhere else: within a value the quote is escaped,
 * and no name has a backslash. To parse it and write it anew takes three times as long, and a page has fifty of them.
 */
function rename(fields: string, names: ReadonlyMap<string, string>): string {
  let renamed = '';
  let from = 0;
  for (let end = fields.indexOf('":'); end >= 0; end = fields.indexOf('":', end + 2)) {
    const start = fields.lastIndexOf('"', end - 1) + 1;
    const name = names.get(fields.slice(start, end));
    if (name === undefined) continue;
    renamed += fields.slice(from, start) + name;
    from = end;
  }
  return renamed + fields.slice(from);
}

function typeOf(value: string | number | boolean | null): FieldType {
  if (typeof value === 'number') return 'number';
  return typeof value === 'boolean' ? 'boolean' : 'text';
}
