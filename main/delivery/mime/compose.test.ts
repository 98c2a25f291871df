import fc from 'fast-check';
import { simpleParser } from 'mailparser';
import { expect, test } from 'vitest';
import { createComposer } from './compose.ts';
import type { Letter } from './letter.ts';

const facts = {
  to: 'anna@example.com',
  messageId: '<m.1@example.com>',
  mark: '1-proof',
  returnPath: null,
  sign: null,
  now: Date.UTC(2026, 10, 21, 4, 5, 6),
};
const letter = (part: Partial<Letter> = {}): Letter => ({
  from: { name: 'Rye & Co', email: 'hello@rye.example' },
  replyTo: '',
  subject: 'Hello',
  html: '<p>Hello</p>',
  text: 'Hello',
  headers: [],
  inline: [],
  ...part,
});
const write = async (part: Partial<Letter>, to = facts.to): Promise<Buffer> =>
  await createComposer()(letter(part), { ...facts, to }).raw;
const parse = async (part: Partial<Letter>, to = facts.to) =>
  await simpleParser(await write(part, to), { skipHtmlToText: true, skipTextToHtml: true, skipImageLinks: true });
const lines = (text: string) => text.replace(/\r\n|\r/g, '\n').replace(/\n+$/, '');

const words = fc.string({ unit: 'grapheme', maxLength: 300 });
const anything = fc.oneof(
  words,
  fc.string({ unit: 'binary', maxLength: 200 }).map((text) => text.toWellFormed()),
);

test('any text and HTML arrive as they were written', async () => {
  await fc.assert(
    fc.asyncProperty(anything, anything, async (text, html) => {
      const mail = await parse({ text: `${text}.`, html: `${html}.` });
      expect(lines(mail.text ?? '')).toBe(lines(`${text}.`));
      expect(lines(mail.html || '')).toBe(lines(`${html}.`));
    }),
    { numRuns: 300 },
  );
});

test('any subject arrives as it was written, with control characters as blanks', async () => {
  await fc.assert(
    fc.asyncProperty(anything, async (subject) => {
      const mail = await parse({ subject });
      const meant = subject.replace(/\p{Cc}+/gu, ' ');
      expect((mail.subject ?? '').trim()).toBe(meant.trim());
    }),
    { numRuns: 500 },
  );
});

test('any sender name arrives as it was written', async () => {
  await fc.assert(
    fc.asyncProperty(words, async (name) => {
      const mail = await parse({ from: { name, email: 'hello@rye.example' } });
      expect(mail.from?.value[0]?.name.trim()).toBe(name.replace(/\p{Cc}+/gu, ' ').trim());
      expect(mail.from?.value[0]?.address).toBe('hello@rye.example');
    }),
    { numRuns: 500 },
  );
});

test('no input adds a header or a line that is too long', () => {
  fc.assert(
    fc.property(anything, anything, anything, anything, (subject, name, value, text) => {
      const { raw } = createComposer()(
        letter({
          subject: `${subject}\r\nBcc: evil@example.com`,
          from: { name: `${name}\r\nX-Evil: 1`, email: 'hello@rye.example' },
          replyTo: 'reply@rye.example\r\nX-Evil: 2',
          headers: [['X-Note', `${value}\r\nX-Evil: 3`]],
          text: text.repeat(20),
        }),
        { ...facts, to: 'anna@example.com\r\nX-Evil: 4' },
      );
      const all = raw.toString('utf8').split('\r\n');
      expect(all.every((line) => Buffer.byteLength(line) <= 998)).toBe(true);
      expect(all.some((line) => /[\r\n]/.test(line))).toBe(false);
      expect(all.some((line) => /^(X-Evil|Bcc)/i.test(line))).toBe(false);
    }),
    { numRuns: 300 },
  );
});

test('no body line is longer than 76 characters or begins with a dot', () => {
  fc.assert(
    fc.property(anything, (text) => {
      const { raw } = createComposer()(
        letter({ text: `.${text}\n.\n..${'x'.repeat(75)}.`, html: `${'.'.repeat(200)}${text}` }),
        facts,
      );
      const body = raw.toString('latin1').split('\r\n\r\n').slice(1).join('\r\n\r\n').split('\r\n');
      expect(body.filter((line) => line.length > 76 || line.startsWith('.'))).toEqual([]);
    }),
    { numRuns: 200 },
  );
});

test('inline images travel beside the HTML that shows them, under their names', async () => {
  const base64 = Buffer.from('not really a picture, but long enough to be folded in base64 over two lines').toString('base64');
  const mail = await parse({
    html: '<img src="cid:logo@x">',
    inline: [
      { cid: 'logo@x', type: 'image/png', fileName: 'Grüße "neu".png', base64 },
      { cid: 'b', type: 'image/gif\r\nX-Evil: 1', fileName: `${'lang'.repeat(40)}.unknown`, base64 },
    ],
  });
  expect(mail.attachments.map((part) => [part.cid, part.contentType, part.filename, part.content.toString('base64')])).toEqual([
    ['logo@x', 'image/png', 'Grüße "neu".png', base64],
    ['b', 'application/octet-stream', `${'lang'.repeat(40)}.unknown`, base64],
  ]);
  expect(mail.attachments[0]?.related).toBe(true);
});

test('headers of the letter are kept, long links unbroken', async () => {
  const link = `<https://news.rye.example/u/${'k'.repeat(200)}>, <mailto:leave@rye.example?subject=leave>`;
  const { raw } = createComposer()(
    letter({
      headers: [
        ['List-Unsubscribe', link],
        ['List-Unsubscribe-Post', 'List-Unsubscribe=One-Click'],
      ],
    }),
    facts,
  );
  const head = raw.toString('utf8').split('\r\n\r\n')[0] ?? '';
  expect(head.replace(/\r\n /g, ' ')).toContain(`List-Unsubscribe: ${link}`);
  expect(head).toContain('List-Unsubscribe-Post: List-Unsubscribe=One-Click');
  expect(head).toContain('Date: Sat, 21 Nov 2026 04:05:06 +0000');
  expect(head).toContain('Message-ID: <m.1@example.com>');
});

test('a letter cannot replace the headers that are ours', () => {
  expect(() => createComposer()(letter({ headers: [['Bcc', 'x@example.com']] }), facts)).toThrow(TypeError);
  expect(() => createComposer()(letter({ headers: [['X-A: 1\r\nX-B', '2']] }), facts)).toThrow(TypeError);
});

test('the domain of an address leaves in its ASCII form', () => {
  const { envelope, raw } = createComposer()(letter({ from: { name: '', email: 'Hallo@Müller.example' } }), {
    ...facts,
    to: 'Jörg@bücher.example',
  });
  expect(envelope).toMatchObject({ from: 'Hallo@xn--mller-kva.example', to: 'Jörg@xn--bcher-kva.example' });
  expect(raw.toString()).toContain('From: Hallo@xn--mller-kva.example\r\n');
});

test('a letter without HTML is plain text alone', async () => {
  const mail = await parse({ html: '', text: 'Only words' });
  expect(mail.text?.trim()).toBe('Only words');
  expect(mail.html).toBe(false);
});
