import { unpackIds } from '../../base/packed-ids.ts';
import { type ReadDb, sql, type WriteDb } from '../../db/db.ts';

/** Some people of a frozen audience whose messages begin alike: so few that writing those never takes long. */
export type FrozenPart = {
  /** Whoever is deferred waits for `dueAt`: a later wave, or the others of a canary. */
  status: 'pending' | 'deferred' | 'skipped';
  reason: string;
  dueAt: number;
  people: number;
  /** As `packIds` makes them. */
  contactIds: Uint8Array;
};

export function insertParts(db: WriteDb, { sendId, parts }: { sendId: number; parts: readonly FrozenPart[] }): void {
  for (const [part, { status, reason, dueAt, people, contactIds }] of parts.entries())
    db.run(sql`/* preparations.insert */
      INSERT INTO preparations (send_id, part, status, reason, due_at, people, contact_ids)
      VALUES (${sendId}, ${part}, ${status}, ${reason}, ${dueAt}, ${people}, ${Buffer.from(contactIds)})`);
}

type Next = Omit<FrozenPart, 'contactIds'> & {
  sendId: number;
  part: number;
  transportId: number;
  startedAt: number;
  isCancelled: boolean;
  contactIds: number[];
};

/** What is to be written next, whatever send it belongs to. */
export function nextPart(db: ReadDb): Next | null {
  const row = db.get<Omit<Next, 'contactIds' | 'isCancelled'> & { contactIds: Uint8Array; isCancelled: number }>(
    sql`/* preparations.next */
      SELECT p.send_id AS sendId, p.part, p.status, p.reason, p.due_at AS dueAt, p.people, p.contact_ids AS contactIds,
        s.transport_id AS transportId, s.started_at AS startedAt, s.state = 'cancelled' AS isCancelled
      FROM preparations p JOIN sends s ON s.id = p.send_id ORDER BY p.send_id, p.part LIMIT 1`,
  );
  return row ? { ...row, isCancelled: row.isCancelled === 1, contactIds: unpackIds(row.contactIds) } : null;
}

export const removePart = (db: WriteDb, { sendId, part }: { sendId: number; part: number }): void =>
  void db.run(sql`/* preparations.remove */ DELETE FROM preparations WHERE send_id = ${sendId} AND part = ${part}`);

/** Whether messages of a send are still to be written, so that nothing of it may leave. */
export const isPreparing = (db: ReadDb, sendId: number): boolean =>
  db.value(sql`/* preparations.has */ SELECT EXISTS (SELECT 1 FROM preparations WHERE send_id = ${sendId})`) === 1;

/** People whose messages are still to be written, by how those begin. */
export const peopleToPrepare = (db: ReadDb, sendId: number): { status: FrozenPart['status']; people: number }[] =>
  db.all(sql`/* preparations.people */
    SELECT status, sum(people) AS people FROM preparations WHERE send_id = ${sendId} GROUP BY status`);
