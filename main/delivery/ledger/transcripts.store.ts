import { type ReadDb, sql, type WriteDb } from '../../db/db.ts';

/** What was said in one attempt: `C:` and a command, `S:` and a reply. */
export type Transcript = { at: number; lines: string[] };

/** Of one message the last few tell all; of all together there are not more than a few megabytes. */
const OF_ONE = 5;
const OF_ALL = 20_000;

export function insertTranscript(db: WriteDb, added: { messageId: number; at: number; lines: readonly string[] }): void {
  const { lastId } = db.run(sql`/* transcripts.insert */
    INSERT INTO transcripts (message_id, at, lines) VALUES (${added.messageId}, ${added.at}, ${added.lines.join('\n')})`);
  db.run(sql`/* transcripts.bound */
    DELETE FROM transcripts WHERE message_id = ${added.messageId} AND id NOT IN
      (SELECT id FROM transcripts WHERE message_id = ${added.messageId} ORDER BY id DESC LIMIT ${OF_ONE})`);
  db.run(sql`/* transcripts.boundAll */ DELETE FROM transcripts WHERE id <= ${lastId - OF_ALL}`);
}

export const transcriptsOf = (db: ReadDb, messageId: number): Transcript[] =>
  db
    .all<{ at: number; lines: string }>(sql`/* transcripts.of */
      SELECT at, lines FROM transcripts WHERE message_id = ${messageId} ORDER BY id`)
    .map(({ at, lines }) => ({ at, lines: lines.split('\n') }));
