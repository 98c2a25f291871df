import { type ReadDb, sql, type WriteDb } from '../../db/db.ts';
import type { Evidence } from './evidence.ts';

/** False where the same report was read before. */
export const insertEvidence = (db: WriteDb, evidence: Evidence): boolean =>
  db.run(sql`/* evidence.insert */
    INSERT INTO evidence (message_id, what, permanent, reason, enhanced_code, words, source, mark, at)
    VALUES (${evidence.messageId}, ${evidence.what}, ${evidence.permanent}, ${evidence.reason}, ${evidence.enhancedCode},
      ${evidence.words}, ${evidence.source}, ${evidence.mark}, ${evidence.at})
    ON CONFLICT (message_id, mark) DO NOTHING`).changes === 1;

type Row = Omit<Evidence, 'permanent'> & { permanent: number };

export const evidenceRows = (db: ReadDb, messageId: number): Evidence[] =>
  db
    .all<Row>(sql`/* evidence.of */
      SELECT message_id AS messageId, what, permanent, reason, enhanced_code AS enhancedCode, words, source, mark, at
      FROM evidence WHERE message_id = ${messageId} ORDER BY at, id`)
    .map((row) => ({ ...row, permanent: row.permanent === 1 }));
