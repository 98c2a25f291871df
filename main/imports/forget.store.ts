import { setImmediate as nextTurn } from 'node:timers/promises';
import { likeAnywhere, type ReadDb, sql, type WriteDb } from '../db/db.ts';
import { sliceChanges } from './journal.store.ts';

const AT_ONCE = 2000;

/** For an erased person: takes rejected rows and warnings that name the address, some at a time. The counts of the imports stay. */
export async function forgetRejected(db: WriteDb, email: string): Promise<void> {
  await forgetWarnings(db, email);
  const last = db.value<number>(sql`/* imports.last-reject */ SELECT coalesce(max(rowid), 0) AS id FROM import_rejects`) ?? 0;
  for (let after = 0; after < last; after += AT_ONCE) {
    db.run(
      sql`/* imports.forget-rejects */ DELETE FROM import_rejects
        WHERE rowid > ${after} AND rowid <= ${after + AT_ONCE} AND cells LIKE ${likeAnywhere(email)} ESCAPE '\\'`,
    );
    await nextTurn();
  }
}

async function forgetWarnings(db: WriteDb, email: string): Promise<void> {
  const like = likeAnywhere(email);
  const last = db.value<number>(sql`/* imports.last-warning */ SELECT coalesce(max(rowid), 0) AS id FROM import_warnings`) ?? 0;
  for (let after = 0; after < last; after += AT_ONCE) {
    db.run(
      sql`/* imports.forget-warnings */ DELETE FROM import_warnings WHERE rowid > ${after} AND rowid <= ${after + AT_ONCE}
        AND (email LIKE ${like} ESCAPE '\\' OR written LIKE ${like} ESCAPE '\\')`,
    );
    await nextTurn();
  }
}

type Person = { contactId: number; emailKey: string };

/** For an erased person: takes what imports remember of them for their undo, one slice of an import at a time. */
export async function forgetInJournal(db: WriteDb, person: Person): Promise<void> {
  for (const slice of slices(db)) {
    forgetInSlice(db, slice, person);
    await nextTurn();
  }
}

type Slice = { importId: number; seq: number };

const slices = (db: ReadDb): Slice[] =>
  db.all(sql`/* imports.all-slices */ SELECT import_id AS importId, seq FROM import_slices ORDER BY import_id, seq`);

function forgetInSlice(db: WriteDb, { importId, seq }: Slice, { contactId, emailKey }: Person): void {
  const text = db.value<string>(
    sql`/* imports.slice-about */ SELECT changes FROM import_slices WHERE import_id = ${importId} AND seq = ${seq}
      AND (changes LIKE ${likeAnywhere(`"id":${contactId},`)} ESCAPE '\\' OR changes LIKE ${likeAnywhere(emailKey)} ESCAPE '\\')`,
  );
  if (text === undefined) return;
  const changes = sliceChanges.parse(JSON.parse(text));
  const without = {
    ...changes,
    contacts: changes.contacts.filter(({ id }) => id !== contactId),
    list: { ...changes.list, left: changes.list.left.filter((one) => one.contactId !== contactId) },
    suppressions: changes.suppressions.filter(({ key }) => key !== emailKey),
  };
  db.run(
    sql`/* imports.forget-slice */ UPDATE import_slices SET changes = ${JSON.stringify(without)}
      WHERE import_id = ${importId} AND seq = ${seq}`,
  );
}
