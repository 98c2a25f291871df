import { afterEach, beforeEach, expect, it } from 'vitest';
import { isSuppressed } from '../contacts/contacts.ts';
import { sql, type WriteDb } from '../db/db.ts';
import { workspaceDb } from '../db/testing.ts';
import { createMarks, evidenceOf, getMessage, type Marks } from '../delivery/delivery.ts';
import { memorySecrets, seedSend, smtpTransport } from '../delivery/testing.ts';
import { conclude } from './conclude.ts';
import { readReport } from './reports/read-report.ts';

let db: WriteDb;
let close: () => void;
let marks: Marks;
const now = Date.now();
beforeEach(async () => {
  ({ db, close } = await workspaceDb());
  marks = createMarks(memorySecrets());
  seedSend(db, { count: 3, transportId: smtpTransport(db, { port: 1 }).id });
  db.run(sql`UPDATE messages SET status = 'accepted', settled_at = ${now}`);
});
afterEach(() => close());

type Quoting = { to?: string; recipient?: string; status?: string; words?: string; original?: string; envelopeId?: string };

/** A delivery report in the standard form; whether it is genuine shows in what it quotes. */
const bounce = ({ to = 'bounces@rye.example', recipient = 'p1@example.com', status = '5.1.1', ...more }: Quoting) =>
  [
    'Return-Path: <>',
    `Delivered-To: ${to}`,
    'From: MAILER-DAEMON@mx.example',
    'Subject: Undelivered Mail Returned to Sender',
    `Message-ID: <${status}.${to}@mx.example>`,
    'Content-Type: multipart/report; report-type=delivery-status; boundary=b',
    '',
    '--b',
    'Content-Type: message/delivery-status',
    '',
    'Reporting-MTA: dns; mx.example',
    ...(more.envelopeId ? [`Original-Envelope-Id: ${more.envelopeId}`] : []),
    '',
    `Final-Recipient: rfc822; ${recipient}`,
    'Action: failed',
    `Status: ${status}`,
    `Diagnostic-Code: smtp; 550 ${status} ${more.words ?? 'user unknown'}`,
    '',
    '--b',
    'Content-Type: text/rfc822-headers',
    '',
    `Message-ID: ${more.original ?? '<somebody@else.example>'}`,
    '',
    '--b--',
    '',
  ].join('\r\n');

const take = async (raw: string, mark = raw) => conclude(db, { report: await readReport(Buffer.from(raw)), marks, mark, now });
const verp = (id: number) => marks.returnPath(id, 'bounces@rye.example');
const original = (id: number) => {
  const row = db.get<{ createdAt: number; emailKey: string }>(
    sql`SELECT created_at AS createdAt, email_key AS emailKey FROM messages WHERE id = ${id}`,
  );
  return marks.messageIdHeader({ id, createdAt: row?.createdAt ?? 0, emailKey: row?.emailKey ?? '' }, 'hello@rye.example');
};
const suppressed = () => [1, 2, 3].filter((id) => isSuppressed(db, `p${id}@example.com`));

it.each<[string, () => Quoting]>([
  ['the address that it came back to', () => ({ to: verp(1) })],
  ['that address in capitals', () => ({ to: verp(1).toUpperCase() })],
  ['the envelope id', () => ({ envelopeId: marks.mark(1) })],
  ['the Message-ID of the original', () => ({ original: original(1) })],
])('knows a bounce by %s and suppresses who is gone', async (_name, quoting) => {
  expect(await take(bounce(quoting()))).toBe('bounce');
  expect(suppressed()).toEqual([1]);
  expect(evidenceOf(db, 1)).toMatchObject([
    { what: 'bounced', permanent: true, reason: 'bounced', enhancedCode: '5.1.1', source: 'mailbox' },
  ]);
});

it('goes by the mark where the report names the address that the mail was forwarded to', async () => {
  await take(bounce({ to: verp(2), recipient: 'private@elsewhere.example' }));
  expect(suppressed()).toEqual([2]);
});

it('suppresses nobody by a full mailbox, a policy or a passing failure', async () => {
  for (const [status, words] of [
    ['5.2.2', 'mailbox full'],
    ['5.7.1', 'blocked'],
    ['4.4.1', 'timed out'],
  ] as const)
    expect(await take(bounce({ to: verp(1), status, words }))).toBe('bounce');
  expect(evidenceOf(db, 1)).toHaveLength(3);
  expect(suppressed()).toEqual([]);
});

it('suppresses nobody by a report that anybody could have written', async () => {
  const madeUp = verp(1).replace(/-[0-9a-f]{20}@/, `-${'0'.repeat(20)}@`);
  const ofAnother = createMarks(memorySecrets());
  // What names only the address is kept as a hint; what names nobody that we mailed is left alone.
  expect(await take(bounce({}))).toBe('bounce');
  expect(await take(bounce({ to: madeUp }))).toBe('bounce');
  expect(await take(bounce({ to: ofAnother.returnPath(1, 'bounces@rye.example') }))).toBe('bounce');
  expect(await take(bounce({ recipient: 'stranger@example.com', original: '<1.AAAAAAAAAAAAAAAAAAAAAA@rye.example>' }))).toBe(
    'other',
  );
  expect(evidenceOf(db, 1).map(({ permanent }) => permanent)).toEqual([false, false, false]);
  expect(suppressed()).toEqual([]);
});

it('takes a hint without our mark only of a message that left lately, and never for the outcome of an uncertain one', async () => {
  db.run(sql`UPDATE messages SET settled_at = ${now - 8 * 24 * 3_600_000} WHERE id = 1`);
  expect(await take(bounce({ recipient: 'p1@example.com' }))).toBe('other');
  db.run(sql`UPDATE messages SET status = 'uncertain' WHERE id = 2`);
  expect(await take(bounce({ recipient: 'p2@example.com' }))).toBe('other');
  expect(getMessage(db, 2)?.status).toBe('uncertain');
});

it('settles a message whose outcome was unknown', async () => {
  db.run(sql`UPDATE messages SET status = 'uncertain'`);
  await take(bounce({ to: verp(1) }));
  await take(
    `Return-Path: <>\r\nDelivered-To: ${verp(2)}\r\nFrom: p2@example.com\r\nSubject: Out of office\r\nAuto-Submitted: auto-replied\r\n\r\nAway.\r\n`,
  );
  expect([1, 2, 3].map((id) => getMessage(db, id)?.status)).toEqual(['refused', 'accepted', 'uncertain']);
  expect(evidenceOf(db, 2)).toMatchObject([{ what: 'answered', words: 'Out of office' }]);
});

it('counts a report once that it reads twice', async () => {
  expect(await take(bounce({ to: verp(1) }), 'same')).toBe('bounce');
  expect(await take(bounce({ to: verp(1) }), 'same')).toBe('known');
  expect(db.value(sql`SELECT count(*) FROM events WHERE name = 'bounced'`)).toBe(1);
});

it('suppresses by a complaint that quotes our message, and by no other', async () => {
  const complaint = (id: string, rcpt: string) =>
    `From: fbl@isp.example\r\nContent-Type: multipart/report; report-type=feedback-report; boundary=f\r\n\r\n--f\r\nContent-Type: message/feedback-report\r\n\r\nFeedback-Type: abuse\r\nOriginal-Rcpt-To: ${rcpt}\r\n--f\r\nContent-Type: message/rfc822\r\n\r\nMessage-ID: ${id}\r\n\r\nx\r\n--f--\r\n`;
  expect(await take(complaint('<x@y.example>', 'p1@example.com'))).toBe('other');
  expect(await take(complaint(original(2), 'hidden@example.com'))).toBe('complaint');
  expect(suppressed()).toEqual([2]);
});

it('counts a reply to our message, and leaves other letters of the same person alone', async () => {
  const reply = (to: string) => `From: p3@example.com\r\nSubject: Re: News\r\nIn-Reply-To: ${to}\r\n\r\nThanks!\r\n`;
  expect(await take(reply('<lunch@p3.example>'))).toBe('other');
  expect(await take(reply(original(3)))).toBe('reply');
  expect(evidenceOf(db, 3)).toMatchObject([{ what: 'replied' }]);
});
