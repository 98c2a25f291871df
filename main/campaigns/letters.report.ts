import { type ReadDb, sql } from '../db/db.ts';
import { contactFor, type Recipient } from '../delivery/delivery.ts';

/** What was frozen with a send; whoever asks knows its shape. */
export function contentOfSend(db: ReadDb, sendId: number): unknown {
  const content = db.value<string>(sql`/* letters.contentOfSend */ SELECT content FROM sends WHERE id = ${sendId}`);
  if (content === undefined) throw new Error(`there is no send ${sendId}`);
  return JSON.parse(content);
}

/** A message's recipient as they are known now, and what it was made from. */
export function letterFacts(
  db: ReadDb,
  messageId: number,
): { recipient: Recipient; sendId: number | null; content: unknown } | null {
  const message = db.get<{ email: string; contact_id: number | null; send_id: number | null; content: string | null }>(
    sql`/* letters.facts */ SELECT m.email, m.contact_id, m.send_id, coalesce(m.content, s.content) AS content
      FROM messages m LEFT JOIN sends s ON s.id = m.send_id WHERE m.id = ${messageId}`,
  );
  if (!message || message.content === null) return null;
  const contact = message.contact_id === null ? null : contactFor(db, message.contact_id);
  return {
    recipient: { messageId, email: message.email, contact },
    sendId: message.send_id,
    content: JSON.parse(message.content),
  };
}
