import { z } from 'zod';
import { type FieldValues, fieldValues } from '#shared/schema/shapes.ts';
import { newIds } from '../../base/ids.ts';
import type { WriteDb } from '../../db/db.ts';
import { suppressErased } from '../erasing/erased.ts';
import { nameKey } from '../fold.ts';
import { lastContactId } from '../people/contacts.store.ts';
import { insertEdit } from '../people/edits.store.ts';
import { insertPeople, type MetContact, meetContacts, rewriteContact } from '../people/many.store.ts';

/** What becomes of contacts that are there already: left as they are, completed where they have gaps, or overwritten. */
export type ExistingPolicy = 'skip' | 'fill' | 'overwrite';

/** A person as a file or a script tells of them, the address checked and the values read already. */
type IncomingContact = { key: string; email: string; firstName: string; lastName: string; fields: FieldValues };

/** Many people, column by column: so they cross from a thread and go into the database in a fraction of the time. */
export type IncomingColumns = {
  keys: readonly string[];
  /** Null where it is the key itself. */
  emails: readonly (string | null)[];
  firstNames: readonly string[];
  lastNames: readonly string[];
  nameKeys: readonly string[];
  /** Their values as JSON. */
  fields: readonly string[];
};

type MergedContact = { contactId: number; outcome: 'new' | 'changed' | 'same' };

const beforeAfter = z.tuple([z.string(), z.string()]);
const value = z.union([z.string(), z.number(), z.boolean()]);

/** What a merge changed of a contact that was there before; null stands for no value. */
export const contactChange = z.object({
  id: z.number(),
  updatedAt: z.number(),
  firstName: beforeAfter.optional(),
  lastName: beforeAfter.optional(),
  fields: z.record(z.string(), z.tuple([value.nullable(), value])).optional(),
});
export type ContactChange = z.infer<typeof contactChange>;

export type Merged = {
  /** Of each row its contact. */
  contactIds: number[];
  outcomes: MergedContact['outcome'][];
  /** New contacts have ids from `first` to `last`, of which some may not be used; none if `last` is before `first`. */
  first: number;
  last: number;
  changes: ContactChange[];
  /** Addresses of new people who were erased once and are suppressed therefore. */
  erased: Set<string>;
};

type Known = MetContact & { isNew: boolean; before: MetContact | null };

/** Brings people in for a script, at most some thousands: see `mergeColumns`. The answers stand in the order of the rows. */
export function mergeContacts(
  db: WriteDb,
  { people, existing, now }: { people: readonly IncomingContact[]; existing: ExistingPolicy; now: number },
): MergedContact[] {
  const columns: IncomingColumns = {
    keys: people.map((person) => person.key),
    emails: people.map((person) => person.email),
    firstNames: people.map((person) => person.firstName),
    lastNames: people.map((person) => person.lastName),
    nameKeys: people.map(nameKey),
    fields: people.map((person) => JSON.stringify(person.fields)),
  };
  const { contactIds, outcomes, changes } = mergeColumns(db, { columns, existing, now, expected: 'known' });
  for (const { id: contactId, updatedAt: _, ...change } of changes) insertEdit(db, { contactId, at: now, by: 'api', change });
  return outcomes.map((outcome, row) => ({ contactId: contactIds[row] ?? 0, outcome }));
}

/**
 * Two rows of one address come to one contact: the second one meets the first as an existing contact. An empty text
 * never overwrites. Within a transaction of the caller: one inside of it would copy each page that it touches.
 * `expected` is what most of them are thought to be: new people are written without being looked for first.
 */
export function mergeColumns(
  db: WriteDb,
  {
    columns,
    existing,
    now,
    expected,
  }: { columns: IncomingColumns; existing: ExistingPolicy; now: number; expected: 'new' | 'known' },
): Merged {
  const { keys } = columns;
  const rowOf = new Map<string, number>();
  const repeats: number[] = [];
  for (let row = 0; row < keys.length; row++) {
    const key = keys[row] ?? '';
    if (rowOf.has(key)) repeats.push(row);
    else rowOf.set(key, row);
  }
  const contactIds = new Array<number>(keys.length).fill(0);
  const outcomes = new Array<MergedContact['outcome']>(keys.length).fill('same');
  const firstId = lastContactId(db) + 1;
  const known = new Map<string, Known>();
  let lastId = firstId - 1;
  const meet = (wanted: readonly string[]) => {
    for (const contact of meetContacts(db, JSON.stringify(wanted)))
      if (contact.id < firstId) known.set(contact.key, { ...contact, isNew: false, before: null });
  };
  const insert = (rows: readonly number[]): boolean => {
    for (const row of rows) {
      contactIds[row] = ++lastId;
      outcomes[row] = 'new';
    }
    return insertPeople(db, valuesOf(columns, { rows, contactIds, now })) === rows.length;
  };
  const rows = [...rowOf.values()];
  if (expected === 'known') {
    meet([...rowOf.keys()]);
    insert(known.size === 0 ? rows : rows.filter((row) => !known.has(keys[row] ?? '')));
  } else if (!insert(rows)) meet([...rowOf.keys()]);

  const take = (row: number, contact: Known) => {
    contactIds[row] = contact.id;
    outcomes[row] = takeOver(contact, columns, { row, existing }) ? 'changed' : 'same';
  };
  for (const contact of known.values()) take(rowOf.get(contact.key) ?? 0, contact);
  for (const row of repeats) {
    const key = keys[row] ?? '';
    const contact = known.get(key) ?? newlyKnown(columns, { row: rowOf.get(key) ?? 0, contactIds, now });
    known.set(key, contact);
    take(row, contact);
  }
  const changes: ContactChange[] = [];
  for (const contact of known.values()) {
    if (!contact.before) continue;
    rewriteContact(db, { ...contact, nameKey: nameKey(contact), updatedAt: now });
    if (!contact.isNew) changes.push(changeOf(contact.before, contact));
  }
  const isNew = (row: number) => outcomes[row] === 'new';
  const people = rows.filter(isNew).map((row) => ({ emailKey: keys[row] ?? '', email: columns.emails[row] ?? keys[row] ?? '' }));
  return { contactIds, outcomes, first: firstId, last: lastId, changes, erased: suppressErased(db, { people, now }) };
}

function valuesOf(
  columns: IncomingColumns,
  { rows, contactIds, now }: { rows: readonly number[]; contactIds: readonly number[]; now: number },
): (string | number)[] {
  const ids = newIds(rows.length);
  const values: (string | number)[] = [];
  for (let at = 0; at < rows.length; at++) {
    const row = rows[at] ?? 0;
    const key = columns.keys[row] ?? '';
    values.push(
      contactIds[row] ?? 0,
      ids[at] ?? '',
      columns.emails[row] ?? key,
      key,
      columns.firstNames[row] ?? '',
      columns.lastNames[row] ?? '',
      columns.nameKeys[row] ?? '',
      columns.fields[row] ?? '{}',
      now,
      now,
    );
  }
  return values;
}

const newlyKnown = (
  { keys, firstNames, lastNames, fields }: IncomingColumns,
  { row, contactIds, now }: { row: number; contactIds: readonly number[]; now: number },
): Known => ({
  id: contactIds[row] ?? 0,
  key: keys[row] ?? '',
  firstName: firstNames[row] ?? '',
  lastName: lastNames[row] ?? '',
  fields: fields[row] ?? '{}',
  updatedAt: now,
  isNew: true,
  before: null,
});

const valuesIn = (text: string): FieldValues => (text === '{}' ? {} : fieldValues.parse(JSON.parse(text)));

/** Takes over what the policy allows; returns whether anything is different now. */
function takeOver(
  contact: Known,
  columns: IncomingColumns,
  { row, existing }: { row: number; existing: ExistingPolicy },
): boolean {
  if (existing === 'skip') return false;
  const overwrites = existing === 'overwrite';
  const name = (had: string, given: string) => (given === '' || (had !== '' && !overwrites) ? had : given);
  const firstName = name(contact.firstName, columns.firstNames[row] ?? '');
  const lastName = name(contact.lastName, columns.lastNames[row] ?? '');
  const fields = fieldsAfter(contact.fields, columns.fields[row] ?? '{}', overwrites);
  if (firstName === contact.firstName && lastName === contact.lastName && fields === contact.fields) return false;
  contact.before ??= { ...contact };
  Object.assign(contact, { firstName, lastName, fields });
  return true;
}

function fieldsAfter(had: string, given: string, overwrites: boolean): string {
  // Nearly all of the people who come again come with what is known of them.
  if (given === '{}' || given === had) return had;
  const values = valuesIn(had);
  const next: FieldValues = { ...values };
  let changed = false;
  for (const [key, value] of Object.entries(valuesIn(given))) {
    if (Object.hasOwn(values, key) && (!overwrites || values[key] === value)) continue;
    next[key] = value;
    changed = true;
  }
  return changed ? JSON.stringify(next) : had;
}

function changeOf(before: MetContact, after: MetContact): ContactChange {
  const change: ContactChange = { id: before.id, updatedAt: before.updatedAt };
  if (before.firstName !== after.firstName) change.firstName = [before.firstName, after.firstName];
  if (before.lastName !== after.lastName) change.lastName = [before.lastName, after.lastName];
  if (before.fields !== after.fields) {
    const [had, has] = [valuesIn(before.fields), valuesIn(after.fields)];
    change.fields = Object.fromEntries(
      Object.entries(has).flatMap(([key, value]) => (had[key] === value ? [] : [[key, [had[key] ?? null, value] as const]])),
    ) as ContactChange['fields'];
  }
  return change;
}
