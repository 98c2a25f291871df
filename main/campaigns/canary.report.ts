import { type ReadDb, sql } from '../db/db.ts';
import { countByStatus } from '../delivery/delivery.ts';

/** How those did that went first; it is asked while nobody else of the send has been tried. */
export type CanaryFigures = { tried: number; refused: number; uncertain: number; complained: number; opened: number };

export function canaryFigures(db: ReadDb, sendId: number): CanaryFigures {
  const { accepted, refused, uncertain } = countByStatus(db, sendId);
  const learned = db.get<{ bounced: number; complained: number }>(
    sql`/* canary.learned */ SELECT count(DISTINCT iif(e.what = 'bounced' AND e.permanent = 1 AND m.status <> 'refused', m.id, NULL)) AS bounced,
        count(DISTINCT iif(e.what = 'complained', m.id, NULL)) AS complained
      FROM messages m JOIN evidence e ON e.message_id = m.id
      WHERE m.send_id = ${sendId} AND m.status IN ('accepted', 'refused', 'uncertain')`,
  );
  const opened =
    db.value<number>(
      sql`/* canary.opened */ SELECT count(*) FROM (
          SELECT message_id FROM events WHERE send_id = ${sendId} AND name = 'opened'
          UNION SELECT m.id FROM messages m JOIN evidence e ON e.message_id = m.id
            WHERE m.send_id = ${sendId} AND m.status IN ('accepted', 'uncertain') AND e.what = 'opened')`,
    ) ?? 0;
  return {
    tried: accepted + refused + uncertain,
    refused: refused + (learned?.bounced ?? 0),
    uncertain,
    complained: learned?.complained ?? 0,
    opened,
  };
}
