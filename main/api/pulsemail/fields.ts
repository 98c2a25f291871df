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

/** Names as they are stored and as programs know them, by the first letter of the stored one. */
type Renamed = ReadonlyMap<number, readonly { from: string; to: string }[]>;

/** The fields of people as JSON, under the names by which programs know them; `fields` is what is stored, by their keys. */
export function writeFields(db: ReadDb): (person: Stored) => string {
  const renamed: Renamed = kept(db, { name: 'pulsemail fields', of: ['fields'] }, () => {
    const names = listFields(db).map((field) => ({ from: `${field.key}":`, to: `${wireName(field)}":` }));
    return Map.groupBy(
      names.filter(({ from, to }) => from !== to),
      ({ from }) => from.charCodeAt(0),
    );
  });
  return ({ firstName, lastName, fields }) => {
    const custom = fields === '{}' ? '' : (renamed.size === 0 ? fields : rename(fields, renamed)).slice(1, -1);
    const first = firstName === '' ? '' : `"first_name":${JSON.stringify(firstName)}`;
    const last = lastName === '' ? '' : `"last_name":${JSON.stringify(lastName)}`;
    return `{${joined(joined(first, last), custom)}}`;
  };
}

const joined = (one: string, other: string): string => (one === '' || other === '' ? one + other : `${one},${other}`);

/**
 * The JSON of fields with other names in it. A name follows a quote and ends in `":`, which stands nowhere else: within a value the
 * quote is escaped. To parse it and write it anew takes more than twice as long, and a page has fifty of them.
 */
function rename(fields: string, renamed: Renamed): string {
  let text = '';
  let from = 0;
  for (let at = fields.indexOf('"') + 1; at > 0; at = fields.indexOf('"', at) + 1) {
    const known = renamed.get(fields.charCodeAt(at))?.find((name) => fields.startsWith(name.from, at));
    if (known === undefined) continue;
    text += fields.slice(from, at) + known.to;
    at += known.from.length;
    from = at;
  }
  return text + fields.slice(from);
}

function typeOf(value: string | number | boolean | null): FieldType {
  if (typeof value === 'number') return 'number';
  return typeof value === 'boolean' ? 'boolean' : 'text';
}
