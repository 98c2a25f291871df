import type { FieldValues } from '#shared/schema/shapes.ts';
import { fieldValues } from '#shared/schema/shapes.ts';
import type { WriteDb } from '../../db/db.ts';
import { nameKey } from '../fold.ts';
import type { PersonChange } from '../people/edits.store.ts';
import { type MetContact, meetContactsById, rewriteContact } from '../people/many.store.ts';
import { type Brought, deleteBrought, leftSince, retireIds, touchedAmong } from '../people/take-back.store.ts';
import { suppress } from '../suppressions/suppressions.ts';
import type { ContactChange } from './merge.ts';

export { deleteField as removeUnusedField } from '../fields/fields.store.ts';
export { type Brought, holdsField, staysAsTouched } from '../people/take-back.store.ts';
export { deleteContactTags as takeBackTags } from '../tags/tags.store.ts';

/**
 * Removes contacts that an import made; who was changed by somebody since stays. Who unsubscribed since stays
 * suppressed, as with any contact that is removed. Returns how many stay and how many are gone.
 */
export function removeBrought(
  db: WriteDb,
  { brought, now }: { brought: Brought; now: number },
): { kept: number; removed: number } {
  retireIds(db, brought.last);
  const kept = touchedAmong(db, brought);
  for (const { email } of leftSince(db, { brought, kept }))
    suppress(db, { email, reason: 'unsubscribed', evidence: 'Had unsubscribed when the import was undone', now });
  return { kept: kept.length, removed: deleteBrought(db, { brought, kept }) };
}

/** What became of a person's own data again, each before and after. */
export type Back = { id: number } & PersonChange;

/**
 * Puts back the values that a merge changed, where they are still what it made of them. Returns the people who keep later
 * values, and what is as it was.
 */
export function takeBackChanges(
  db: WriteDb,
  { changes, stamp }: { changes: readonly ContactChange[]; stamp: number },
): { kept: number[]; back: Back[] } {
  const contacts = new Map(
    meetContactsById(
      db,
      changes.map(({ id }) => id),
    ).map((contact) => [contact.id, contact]),
  );
  const kept: number[] = [];
  const back: Back[] = [];
  for (const change of changes) {
    const contact = contacts.get(change.id);
    if (!contact) continue;
    const { next, later, told } = reverted(contact, change);
    if (later) kept.push(change.id);
    if (Object.keys(told).length > 0) back.push({ id: change.id, ...told });
    const updatedAt = !later && contact.updatedAt === stamp ? change.updatedAt : contact.updatedAt;
    rewriteContact(db, { ...next, nameKey: nameKey(next), updatedAt });
  }
  return { kept, back };
}

function reverted(contact: MetContact, change: ContactChange): { next: MetContact; later: boolean; told: PersonChange } {
  const next = { ...contact };
  const told: PersonChange = {};
  let later = false;
  for (const name of ['firstName', 'lastName'] as const) {
    const pair = change[name];
    if (!pair) continue;
    if (contact[name] === pair[1]) {
      next[name] = pair[0];
      told[name] = [pair[1], pair[0]];
    } else later = true;
  }
  if (change.fields) {
    const values: FieldValues = fieldValues.parse(JSON.parse(contact.fields));
    for (const [key, [before, after]] of Object.entries(change.fields)) {
      if (values[key] !== after) {
        later = true;
        continue;
      }
      if (before === null) delete values[key];
      else values[key] = before;
      told.fields = { ...told.fields, [key]: [after, before] };
    }
    next.fields = JSON.stringify(values);
  }
  return { next, later, told };
}
