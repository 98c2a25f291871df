import { sql, type WriteDb } from '../../db/db.ts';

/** Says which messages of a transport may leave from now on; who was said before and is not among them may no more. */
export function sayDepartures(db: WriteDb, said: { transportId: number; ids: readonly number[]; boot: string }): void {
  db.run(sql`/* departures.forget */ DELETE FROM departures WHERE transport_id = ${said.transportId}`);
  for (const id of said.ids)
    db.run(sql`/* departures.say */ INSERT OR REPLACE INTO departures (message_id, transport_id, boot)
      VALUES (${id}, ${said.transportId}, ${said.boot})`);
}

/** After the computer was started anew: those of them that may have left. They are few, and looked at first: messages are many. */
export const departuresSince = (db: WriteDb, boot: string): number[] =>
  db
    .all<{ id: number }>(sql`/* departures.since */
      SELECT m.id FROM departures d CROSS JOIN messages m ON m.id = d.message_id WHERE d.boot <> ${boot} AND m.status = 'claimed'`)
    .map(({ id }) => id);

export const forgetDepartures = (db: WriteDb): void => void db.run(sql`/* departures.forgetAll */ DELETE FROM departures`);
