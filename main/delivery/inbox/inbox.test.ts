import { afterEach, beforeEach, expect, test } from 'vitest';
import { createChanges } from '../../base/changes.ts';
import { silentLogger } from '../../base/logger.ts';
import { sql, type WriteDb } from '../../db/db.ts';
import { workspaceDb } from '../../db/testing.ts';
import {
  checkTransport,
  clearInbox,
  countByStatus,
  createInbox,
  createTransport,
  type Inbox,
  listTransports,
  pageInbox,
  requireInboxMessage,
} from '../delivery.ts';
import { deliveryOn, memorySecrets, plainLetters, seedSend, until } from '../testing.ts';
import { markRead } from './inbox.store.ts';

let db: WriteDb;
let close: () => void;
let inbox: Inbox;
beforeEach(async () => {
  ({ db, close } = await workspaceDb());
  inbox = createInbox({ db, clock: Date.now, changes: createChanges(), logger: silentLogger, keep: 40 });
  await inbox.start();
});
afterEach(async () => {
  await inbox.stop();
  close();
});

const newInboxTransport = () =>
  createTransport(db, {
    transport: { kind: 'inbox', name: '', connections: 5, perSecond: null, perDay: null },
    secrets: memorySecrets(),
    now: Date.now(),
  }).id;
const sendTo = async (count: number, letters = plainLetters) => {
  const send = seedSend(db, { count, transportId: newInboxTransport() });
  const delivery = deliveryOn(db, { inbox, letters });
  delivery.start();
  await until('all have arrived', () => countByStatus(db, send.sendId).accepted === count);
  await delivery.stop();
};

test('a send through the test inbox arrives there, newest first', async () => {
  await sendTo(30);
  const page = pageInbox(db, { search: '', offset: 0, limit: 10 });
  expect(page).toMatchObject({ total: 30, unread: 30 });
  expect(page.rows).toHaveLength(10);
  expect(page.rows[0]).toMatchObject({ from: '"Rye" <hello@rye.example>', read: false });
  expect(pageInbox(db, { search: 'p7@', offset: 0, limit: 10 }).rows.map((row) => row.to)).toEqual([['p7@example.com']]);
});

test('a message is taken apart with its pictures, attachments and headers, and is read then', async () => {
  const base64 = Buffer.from('picture').toString('base64');
  await sendTo(1, {
    ...plainLetters,
    forSend: () => () => ({
      from: { name: 'Bäckerei', email: 'hello@rye.example' },
      replyTo: 'reply@rye.example',
      subject: 'Grüße – schöne Woche',
      html: '<p>Grüße <img src="cid:logo"></p>',
      text: 'Grüße',
      headers: [['List-Unsubscribe', '<https://news.example/u/1>']],
      inline: [
        { cid: 'logo', type: 'image/png', fileName: 'logo.png', base64 },
        { cid: 'other', type: 'application/pdf', fileName: 'menu.pdf', base64 },
      ],
    }),
  });
  const [row] = pageInbox(db, { search: '', offset: 0, limit: 10 }).rows;
  expect(row).toMatchObject({ subject: 'Grüße – schöne Woche', from: 'Bäckerei <hello@rye.example>' });
  const message = await requireInboxMessage(db, row?.id ?? '');
  expect(message.html?.trim()).toBe(`<p>Grüße <img src="data:image/png;base64,${base64}"></p>`);
  expect(message.text.trim()).toBe('Grüße');
  expect(message.attachments).toEqual([{ fileName: 'menu.pdf', type: 'application/pdf', bytes: 7, data: base64 }]);
  expect(message.headers).toContainEqual({ name: 'List-Unsubscribe', value: '<https://news.example/u/1>' });
  expect(message.headers).toContainEqual({ name: 'Subject', value: 'Grüße – schöne Woche' });
  expect(message.source).toContain('Content-Type: multipart/alternative');
  expect(markRead(db, { publicId: row?.id ?? '', now: 5 })).toBe(true);
  expect(markRead(db, { publicId: row?.id ?? '', now: 6 })).toBe(false);
  expect(pageInbox(db, { search: '', offset: 0, limit: 10 }).unread).toBe(0);
  await expect(requireInboxMessage(db, 'none')).rejects.toThrow('no such message');
});

test('only the newest are kept', async () => {
  await sendTo(130);
  const { total, rows } = pageInbox(db, { search: '', offset: 0, limit: 1 });
  expect(total).toBeLessThanOrEqual(80);
  expect(rows[0]?.to).toEqual(
    db.get<{ to: string }>(sql`SELECT envelope_to AS "to" FROM inbox_messages ORDER BY id DESC`) && rows[0]?.to,
  );
  clearInbox(db);
  expect(pageInbox(db, { search: '', offset: 0, limit: 1 }).total).toBe(0);
});

test('the check of the test inbox says that it answers', async () => {
  newInboxTransport();
  const [transport] = listTransports(db);
  if (!transport) throw new Error('no transport');
  const check = await checkTransport({ transport, secrets: memorySecrets(), inboxPort: inbox.port });
  expect(check.ok).toBe(true);
  expect(check.steps.filter((step) => !step.ok)).toEqual([]);
});
