import { spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { simpleParser } from 'mailparser';
import { expect, it } from 'vitest';
import { createComposer } from './compose.ts';
import type { Letter } from './letter.ts';

/** What a hostile or careless person, file or script could bring into a field. */
const wild = fc.oneof(
  { weight: 3, arbitrary: fc.string({ unit: 'grapheme', maxLength: 120 }) },
  { weight: 2, arbitrary: fc.string({ unit: 'binary', maxLength: 60 }) },
  {
    weight: 2,
    arbitrary: fc
      .array(
        fc.constantFrom(
          ...[
            '\r\n',
            '\n',
            '\r',
            '\0',
            '\u2028',
            '\u0085',
            'Bcc: evil@example.com',
            'X-Evil: 1',
            '=?utf-8?B?',
            '?=',
            '"',
            '\\',
            '<',
            '>',
          ],
          ...[
            ',',
            ';',
            ':',
            '(',
            ')',
            '@',
            ' ',
            '\t',
            '.',
            '--=_a',
            'ü',
            '🥖',
            'x'.repeat(90),
            'y'.repeat(1_100),
            'filename="b"',
            '%0D%0A',
          ],
        ),
        { maxLength: 12 },
      )
      .map((pieces) => pieces.join('')),
  },
);
const file = fc.record({
  fileName: wild,
  type: fc.oneof(wild, fc.constant('image/png')),
  base64: fc.uint8Array({ maxLength: 300 }).map((octets) => Buffer.from(octets).toString('base64')),
});

const letters = fc.record({
  name: wild,
  replyTo: wild,
  subject: wild,
  text: wild,
  html: wild,
  header: wild,
  inline: fc.array(file, { maxLength: 2 }),
  attachments: fc.array(file, { maxLength: 2 }),
  cid: wild,
});
type Wild = typeof letters extends fc.Arbitrary<infer Value> ? Value : never;

const facts = { to: 'anna@example.com', messageId: '<m.1@rye.example>', mark: '1-proof', returnPath: null, sign: null, now: 0 };

/** Commas and the like before the @ and behind it. */
const addressWith = (text: string, index: number): string =>
  index % 2 === 0 ? `reply${text}@rye.example` : `reply@rye.example${text}`;

const letterOf = (made: Wild): Letter => ({
  from: { name: made.name, email: 'hello@rye.example' },
  replyTo: made.replyTo === '' ? '' : addressWith(made.replyTo.replace(/\P{ASCII}/gu, '').slice(0, 300), made.subject.length),
  subject: made.subject,
  text: made.text,
  html: `<p>${made.html}</p>`,
  headers: [['X-Note', made.header]],
  inline: made.inline.map((one, index) => ({ ...one, cid: `c${index}${made.cid}` })),
  attachments: made.attachments,
});

const write = async (letter: Letter): Promise<Buffer> => await createComposer()(letter, facts).raw;

/** A header shows no control characters; what is half of a sign shows as the sign for that. */
const shown = (text: string): string => text.toWellFormed().replace(/\p{Cc}+/gu, ' ');
const oneBlank = (text: string): string => shown(text).replace(/\s+/g, ' ').trim();
const linesOf = (text: string): string => text.toWellFormed().replace(/\r\n?/g, '\n').replace(/\n+$/, '');
const names = ['from', 'to', 'reply-to', 'subject', 'date', 'message-id', 'x-note', 'mime-version', 'content-type'];

it('no field adds a header, breaks a line or makes one too long', async () => {
  await fc.assert(
    fc.asyncProperty(letters, async (made) => {
      const letter = letterOf(made);
      const raw = await write(letter);
      const text = raw.toString('latin1');
      expect(/[^\r]\n|\r[^\n]/.test(text)).toBe(false);
      expect(text.endsWith('\r\n')).toBe(true);
      const lines = text.split('\r\n');
      expect(lines.filter((line) => line.length > 998 || line.startsWith('.'))).toEqual([]);
      expect(/[^\r\n\t\x20-\x7e]/.test(text)).toBe(false);
      const head = text.slice(0, text.indexOf('\r\n\r\n')).replace(/\r\n[ \t]/g, ' ');
      const found = head.split('\r\n').map((line) => line.slice(0, line.indexOf(':')).toLowerCase());
      expect(found).toEqual(names.filter((name) => name !== 'reply-to' || letter.replyTo !== ''));
      const parts = text.split(/^--=_[amr][0-9a-f]{24}(?:--)?\r\n/m).slice(1);
      for (const part of parts.filter((one) => one.trim() !== '')) {
        const own = part.slice(0, part.indexOf('\r\n\r\n')).replace(/\r\n[ \t]/g, ' ');
        for (const line of own.split('\r\n')) expect(line).toMatch(/^Content-(Type|Transfer-Encoding|ID|Disposition): /);
      }
    }),
    { numRuns: 400 },
  );
});

it('mailparser reads what was written', async () => {
  await fc.assert(
    fc.asyncProperty(letters, async (made) => {
      const letter = letterOf(made);
      const mail = await simpleParser(await write(letter), { skipHtmlToText: true, skipTextToHtml: true, skipImageLinks: true });
      expect((mail.subject ?? '').trim()).toBe(shown(letter.subject).trim());
      expect(mail.from?.value).toEqual([{ name: shown(made.name).trim(), address: 'hello@rye.example' }]);
      if (letter.replyTo !== '') expect(mail.replyTo?.value).toHaveLength(1);
      expect(linesOf(mail.text ?? '')).toBe(linesOf(letter.text));
      expect(linesOf(String(mail.html))).toBe(linesOf(letter.html));
      const files = [...letter.inline, ...(letter.attachments ?? [])];
      expect(mail.attachments.map((part) => part.content.toString('base64'))).toEqual(files.map(({ base64 }) => base64));
      expect(mail.attachments.map((part) => part.related === true)).toEqual(files.map((one) => 'cid' in one));
    }),
    { numRuns: 400 },
  );
});

const python = spawnSync('python3', ['--version']).status === 0;

const READ = `
import base64, email, email.policy, json, sys
out = []
for line in sys.stdin:
    mail = email.message_from_bytes(base64.b64decode(line), policy=email.policy.default)
    text, html, files = '', '', []
    for part in mail.walk():
        if part.is_multipart(): continue
        if part.get_filename() is not None or part.get_content_disposition() is not None:
            files.append({'name': part.get_filename() or '', 'content': base64.b64encode(part.get_payload(decode=True)).decode()})
        elif part.get_content_type() == 'text/html': html = part.get_payload(decode=True).decode('utf-8')
        else: text = part.get_payload(decode=True).decode('utf-8')
    out.append({'names': [name.lower() for name in mail.keys()], 'subject': str(mail['subject']), 'from': mail['from'].addresses[0].display_name,
      'address': mail['from'].addresses[0].addr_spec, 'senders': len(mail['from'].addresses), 'answers': len(mail['reply-to'].addresses) if mail['reply-to'] else 0, 'text': text, 'html': html, 'files': files,
      'defects': [str(defect) for part in mail.walk() for defect in part.defects]})
print(json.dumps(out))
`;

it.skipIf(!python)('Python’s own parser, which shares nothing with it, reads the same', async () => {
  const made = fc.sample(letters, { numRuns: 150, seed: 42 }).map(letterOf);
  const raws = await Promise.all(made.map(write));
  const { stdout, stderr } = spawnSync('python3', ['-c', READ], {
    input: raws.map((raw) => raw.toString('base64')).join('\n'),
    maxBuffer: 1e9,
  });
  expect(stderr.toString()).toBe('');
  const read = JSON.parse(stdout.toString()) as {
    names: string[];
    subject: string;
    from: string;
    address: string;
    senders: number;
    answers: number;
    text: string;
    html: string;
    files: { name: string; content: string }[];
    defects: string[];
  }[];
  for (const [index, letter] of made.entries()) {
    const mail = read[index];
    expect(mail?.defects).toEqual([]);
    expect(mail?.names.filter((name) => name !== 'reply-to')).toEqual(names.filter((name) => name !== 'reply-to'));
    expect(oneBlank(mail?.subject ?? '')).toBe(oneBlank(letter.subject));
    expect([mail?.senders, mail?.address]).toEqual([1, 'hello@rye.example']);
    expect(mail?.answers).toBe(letter.replyTo === '' ? 0 : 1);
    // Older versions of Python show a blank between two encoded words of a name.
    expect((mail?.from ?? '').replace(/\s/g, '')).toBe(shown(letter.from.name).replace(/\s/g, ''));
    expect(linesOf(mail?.text ?? '')).toBe(linesOf(letter.text));
    expect(linesOf(mail?.html ?? '')).toBe(linesOf(letter.html));
    const files = [...letter.inline, ...(letter.attachments ?? [])];
    expect(mail?.files.map(({ content }) => content)).toEqual(files.map(({ base64 }) => base64));
    expect(mail?.files.map(({ name }) => oneBlank(name))).toEqual(files.map(({ fileName }) => oneBlank(fileName)));
  }
});
