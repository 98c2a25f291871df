import libmime from 'libmime';
import { type Attachment, simpleParser } from 'mailparser';
import type { z } from 'zod';
import type { InboxRow, inboxRpc } from '#shared/rpc/inbox.ts';
import { notFound } from '../../base/errors.ts';
import type { ReadDb, WriteDb } from '../../db/db.ts';
import { countInbox, countUnread, deleteAll, inboxMessage, inboxRows } from './inbox.store.ts';

type InboxMessage = z.infer<typeof inboxRpc.get.output>;
type InboxPage = { rows: InboxRow[]; total: number; unread: number };

/** A source longer than this is cut for the view; nobody reads on, and it has to cross to the window. */
const MOST_SOURCE = 2 * 1024 * 1024;
const HEAD_OCTETS = 16 * 1024;

export const pageInbox = (db: ReadDb, page: { search: string; offset: number; limit: number }): InboxPage => ({
  rows: inboxRows(db, page),
  total: countInbox(db, page.search.trim()),
  unread: countUnread(db),
});

export const clearInbox = (db: WriteDb): void => deleteAll(db);

/** A message taken apart as a mail program would. Whoever shows it marks it as read. */
export async function requireInboxMessage(db: ReadDb, publicId: string): Promise<InboxMessage> {
  const found = inboxMessage(db, publicId);
  if (!found) throw notFound('inbox.unknown', 'There is no such message in the test inbox.');
  const mail = await simpleParser(found.raw, { skipHtmlToText: true, skipTextToHtml: true, skipImageLinks: true });
  const html = mail.html || null;
  return {
    ...found.row,
    html: html && withPictures(html, mail.attachments),
    text: mail.text ?? '',
    source: found.raw.subarray(0, MOST_SOURCE).toString('latin1'),
    headers: mail.headerLines.map(({ key, line }) => ({ name: nameIn(line, key), value: readable(valueIn(line)) })),
    attachments: mail.attachments
      .filter((part) => !(part.related && part.cid && html?.includes(`cid:${part.cid}`)))
      .map((part) => ({
        fileName: part.filename ?? 'unnamed',
        type: part.contentType,
        bytes: part.size,
        data: part.content.toString('base64'),
      })),
  };
}

/** From and subject, read quickly when a message arrives; everything else waits until somebody looks. */
export function peek(raw: Buffer): { headerFrom: string; subject: string } {
  const end = raw.indexOf('\r\n\r\n');
  const head = raw.toString('utf8', 0, Math.min(end < 0 ? raw.length : end, HEAD_OCTETS));
  const field = (name: string) => {
    const line = new RegExp(`^${name}:(.*(?:\\r?\\n[ \\t].*)*)`, 'im').exec(head)?.[1] ?? '';
    return readable(line).slice(0, 1000);
  };
  return { headerFrom: field('from'), subject: field('subject') };
}

/** The frame that shows the HTML may load nothing, so its own pictures are put into it. */
const withPictures = (html: string, attachments: readonly Attachment[]): string =>
  attachments.reduce((text, part) => {
    if (!part.cid || !/^image\//.test(part.contentType)) return text;
    return text.replaceAll(`cid:${part.cid}`, `data:${part.contentType};base64,${part.content.toString('base64')}`);
  }, html);

const nameIn = (line: string, key: string): string => line.slice(0, line.indexOf(':')).trim() || key;
const valueIn = (line: string): string => line.slice(line.indexOf(':') + 1);
const readable = (value: string): string => libmime.decodeWords(value.replace(/\r?\n[ \t]*/g, ' ').trim());
