import { type ReadDb, sql, type WriteDb } from '../db/db.ts';

/** Registers the addresses that a send's messages link to; only these does a redirect ever lead to. */
export function registerLinks(db: WriteDb, { sendId, urls }: { sendId: number; urls: readonly string[] }): void {
  for (const url of urls) {
    db.run(sql`/* links.register */ INSERT INTO links (send_id, url) VALUES (${sendId}, ${url}) ON CONFLICT DO NOTHING`);
  }
}

/** Ids of a send's links, by their addresses. */
export function linkIds(db: ReadDb, sendId: number): Map<string, number> {
  const links = db.all<{ id: number; url: string }>(sql`/* links.ids */ SELECT id, url FROM links WHERE send_id = ${sendId}`);
  return new Map(links.map((link) => [link.url, link.id]));
}

/** Where a message's link leads, but only if it belongs to the send that the message is of. */
export function findUrl(db: ReadDb, link: { messageId: number; linkId: number }): string | null {
  const url = db.value<string>(
    sql`/* links.url */ SELECT l.url FROM links l JOIN messages m ON m.send_id = l.send_id
      WHERE l.id = ${link.linkId} AND m.id = ${link.messageId}`,
  );
  return url ?? null;
}
