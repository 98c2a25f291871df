import { setImmediate as nextTurn } from 'node:timers/promises';
import { sql, type WriteDb } from '../db/db.ts';
import { type Change, changesIn, newestSlice } from './changes.report.ts';

/** What wrote a slice of changes down for its undo. */
type Of = { importId: number; seq: number } | { bulkSliceId: number };

/**
 * A slice of an import or a bulk edit is undone, and what kept its changes is about to be deleted: they stay told, under the ids that they
 * have, and that the people in `back` have their old values again is told as well. In the transaction of the undo.
 */
export function recordUndone(db: WriteDb, { of, back, at }: { of: Of; back: readonly Change[]; at: number }): void {
  if ('importId' in of)
    db.run(sql`/* events.keep-imported */ UPDATE change_slices SET told =
        (SELECT changes -> '$.contacts' FROM import_slices WHERE import_id = ${of.importId} AND seq = ${of.seq})
      WHERE import_id = ${of.importId} AND seq = ${of.seq}`);
  else keepBulk(db, of.bulkSliceId);
  if (back.length > 0)
    db.run(sql`/* events.undone */ INSERT INTO change_slices (at, told) VALUES (${at}, ${JSON.stringify(back)})`);
}

function keepBulk(db: WriteDb, bulkSliceId: number): void {
  const id = db.value<number>(sql`/* events.bulk-slice */ SELECT id FROM change_slices WHERE bulk_slice_id = ${bulkSliceId}`);
  if (id === undefined) return;
  const all = { after: -1, before: Number.MAX_SAFE_INTEGER, newestFirst: false, limit: Number.MAX_SAFE_INTEGER };
  const changes = JSON.stringify(changesIn(db, id, all));
  // Without the slice that it was: its number may be given again.
  db.run(sql`/* events.keep-bulk */ UPDATE change_slices SET told = ${changes}, bulk_slice_id = NULL WHERE id = ${id}`);
}

const SLICES_AT_ONCE = 100;

/** For an erased person: nothing of what was changed of them stays. In turns. */
export async function forgetChangesOf(db: WriteDb, contactId: number): Promise<void> {
  for (let upTo = newestSlice(db); upTo > 0; upTo -= SLICES_AT_ONCE) {
    db.run(sql`/* events.forget-changes */ UPDATE change_slices SET told =
        (SELECT json_group_array(json(j.value)) FROM json_each(told) j WHERE j.value ->> 'id' <> ${contactId})
      WHERE id > ${upTo - SLICES_AT_ONCE} AND id <= ${upTo} AND instr(told, ${`"id":${contactId},`})`);
    await nextTurn();
  }
}
