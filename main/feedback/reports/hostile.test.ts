import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { readReport } from './read-report.ts';
import { verdictOf } from './verdict.ts';

const corpus = join(import.meta.dirname, '..', 'corpus');
const mails = readdirSync(corpus)
  .filter((name) => name.endsWith('.eml'))
  .map((name) => readFileSync(join(corpus, name)));

it('reads what was cut off anywhere, and noise, without ever taking it for a mail that it is not', async () => {
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...mails), fc.double({ min: 0, max: 1, noNaN: true }), async (mail, share) => {
      const report = await readReport(mail.subarray(0, Math.floor(mail.length * share)));
      expect(typeof report.kind).toBe('string');
    }),
    { numRuns: 150 },
  );
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 2_000 }), async (bytes) => {
      const report = await readReport(Buffer.from(bytes));
      expect(verdictOf(report).permanent).toBe(false);
    }),
    { numRuns: 100 },
  );
});

// Each is as long as the most that is fetched; a pattern that goes back and forth over it would take minutes.
const daemon = 'Return-Path: <>\nFrom: MAILER-DAEMON@x.example\nSubject: Undelivered mail\nContent-Type: text/plain\n\n';
const long = (piece: string) => piece.repeat(Math.ceil(250_000 / piece.length));
it.each([
  ['addresses without an end', long('<a@b')],
  ['signs of an address', long('@')],
  ['spaces', long(' ')],
  ['empty lines', long('\n')],
  ['one word', long('x')],
  ['codes', long('550 5.1.1 ')],
  ['introductions', long('The following addresses failed: ')],
  ['qmail', `This is the qmail-send program ${long('<a ')}`],
  ['marks', long('a+1-')],
  ['fields', long('A: b\n')],
  ['folded lines', `X: ${long('y\n ')}`],
  ['dashes', long('-')],
  ['undeliverable', long('undelivered message to ')],
  ['Message-IDs', long('Message-ID: <a')],
])('comes to an end soon with a report full of %s', async (_name, body) => {
  const start = performance.now();
  await readReport(Buffer.from(daemon + body));
  await readReport(Buffer.from(`From: a@b.example\nSubject: ${body.replaceAll('\n', ' ').slice(0, 50_000)}\n\nx`));
  const status = `Content-Type: multipart/report; boundary=b\n\n--b\nContent-Type: message/delivery-status\n\n${body}\n--b--\n`;
  await readReport(Buffer.from(`From: MAILER-DAEMON@x.example\n${status}`));
  expect(performance.now() - start).toBeLessThan(5_000);
});

it.each([
  ['nested boxes', `Content-Type: text/html\n\n${long('<div>')}`],
  ['open links', `Content-Type: text/html\n\n${long('<a href="')}`],
  ['nested tables', `Content-Type: text/html\n\n${long('<table><tr><td>')}`],
  ['brackets in its sender', `Reply-To: ${long('(')}\n\nx`],
  ['senders', `Cc: ${long('a@b.example, ')}\n\nx`],
  ['groups', `Cc: ${long('a:')}\n\nx`],
  [
    'parts within parts',
    Array.from({ length: 400 }, (_, n) => `Content-Type: multipart/mixed; boundary=b${n}\n\n--b${n}\n`).join(''),
  ],
])('comes to an end soon with a mail full of %s', async (_name, rest) => {
  const start = performance.now();
  await readReport(Buffer.from(`From: MAILER-DAEMON@x.example\nSubject: Undelivered mail\n${rest}`)).catch(() => null);
  expect(performance.now() - start).toBeLessThan(5_000);
});
