import { deleteTagIfUnused, holdsField, listFields, removeUnusedField, usersOfField } from '../contacts/contacts.ts';
import type { WriteDb } from '../db/db.ts';
import { removeEmptyList } from '../lists/lists.ts';
import { madeBy } from './journal.store.ts';
import { isUsed, segmentsUseField } from './made.report.ts';

/** People that are looked at in one turn for the values of a field. */
const LOOKED_AT = 5000;

/** Removes what an import made and nobody uses otherwise: its list, its fields, its tags. */
export function* removeMade(db: WriteDb, importId: number): Generator<void> {
  const made = madeBy(db, importId);
  for (const id of made.tags) if (isUsed(db, { kind: 'tag', id, importId }) === false) deleteTagIfUnused(db, id);
  yield;
  for (const id of made.lists) if (isUsed(db, { kind: 'list', id, importId }) === false) removeEmptyList(db, id);
  yield;
  for (const id of made.fields) {
    const field = listFields(db).find((known) => known.id === id);
    if (!field) continue;
    const { campaigns, templates } = usersOfField(db, field.key);
    if (campaigns.length + templates.length > 0 || segmentsUseField(db, field.key)) continue;
    if (!(yield* isHeld(db, field.key))) removeUnusedField(db, id);
  }
}

/** Whether anybody has a value for a field; looked for in turns. */
function* isHeld(db: WriteDb, key: string): Generator<void, boolean> {
  for (let after = 0; ; ) {
    const looked = holdsField(db, { key, after, limit: LOOKED_AT });
    if (looked?.held) return true;
    if (!looked || looked.last === null) return false;
    after = looked.last;
    yield;
  }
}
