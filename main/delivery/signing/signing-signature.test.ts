import { generateKeyPairSync } from 'node:crypto';
import fc from 'fast-check';
import { dkimVerify } from 'mailauth/lib/dkim/verify.js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { WriteDb } from '../../db/db.ts';
import { workspaceDb } from '../../db/testing.ts';
import { dkimRecord, enableSigning, importSigningKey, requireSend } from '../delivery.ts';
import { createComposer } from '../mime/compose.ts';
import type { Letter } from '../mime/letter.ts';
import { deliveryOn, mailServer, memorySecrets, plainLetters, seedSend, smtpTransport, until } from '../testing.ts';
import { publicKeyOf } from './signing-key.ts';
import { createSign } from './signing-signature.ts';

const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const key = { domain: 'rye.example', selector: 's1', privateKey };
const record = dkimRecord({ ...key, publicKey: publicKeyOf(privateKey) });

/** Answers as DNS would, where this is the only record in the world. */
const resolver = async (name: string): Promise<string[][]> => {
  if (name !== record.name) throw Object.assign(new Error('not found'), { code: 'ENOTFOUND' });
  return [[record.value]];
};
async function verify(raw: Buffer | string) {
  const { results } = await dkimVerify(Buffer.from(raw), { resolver });
  return results.map(({ status, signingHeaders }) => ({
    result: status.result,
    covers: (signingHeaders?.keys ?? '').toLowerCase().split(/\s*:\s*/),
  }));
}

const facts = { to: 'anna@example.com', messageId: '<m.1@rye.example>', mark: '1-proof', returnPath: null, now: Date.now() };
const letter = (part: Partial<Letter> = {}): Letter => ({
  from: { name: 'Rye & Söhne', email: 'hello@rye.example' },
  replyTo: 'answers@rye.example',
  subject: 'Grüße',
  html: '<p>Hello  you</p>',
  text: 'Hello  you \n\n',
  headers: [
    ['List-Unsubscribe', '<https://mail.rye.example/u/token>'],
    ['List-Unsubscribe-Post', 'List-Unsubscribe=One-Click'],
  ],
  inline: [],
  ...part,
});
const signed = async (part: Partial<Letter> = {}, options = {}): Promise<string> =>
  (await createComposer()(letter(part), { ...facts, sign: createSign(key, options) }).raw).toString('latin1');
const file = (letters: string) => ({
  type: 'application/pdf',
  fileName: 'Menü.pdf',
  base64: Buffer.from(letters).toString('base64'),
});

describe('a signature', () => {
  it('is verified, and covers what identifies a message and the ways to unsubscribe', async () => {
    const [verdict, ...others] = await verify(await signed());
    expect(others).toEqual([]);
    expect(verdict?.result).toBe('pass');
    expect(verdict?.covers.join(' ')).toBe(
      'from to subject date message-id reply-to mime-version content-type list-unsubscribe list-unsubscribe-post',
    );
  });

  it.each<[string, Partial<Letter>]>([
    ['plain text alone', { html: '' }],
    ['nothing at all', { html: '', text: '' }],
    ['nothing but line breaks', { html: '', text: '\n\n\n' }],
    ['images', { inline: [{ cid: 'a@x', ...file('image '.repeat(500)) }] }],
    ['files', { attachments: [file('one'), file('two '.repeat(5_000))] }],
    ['a large file', { attachments: [file('large '.repeat(500_000))] }],
    ['files beside plain text', { html: '', attachments: [file('one')] }],
    ['files and images', { inline: [{ cid: 'a@x', ...file('image') }], attachments: [file('one')] }],
  ])('is verified on a message with %s', async (_what, part) => {
    expect((await verify(await signed(part))).map(({ result }) => result)).toEqual(['pass']);
  });

  it('is verified whatever a message says', async () => {
    const text = fc.oneof(fc.string({ unit: 'binary', maxLength: 200 }), fc.stringMatching(/^[ \t.=a\r\n]{0,200}$/));
    await fc.assert(
      fc.asyncProperty(text, text, text, text, async (subject, name, words, value) => {
        const part = {
          subject,
          from: { name, email: 'hello@rye.example' },
          text: words,
          html: `<p>${words}</p>`,
          headers: [['List-Unsubscribe', `<${value}>`]] as [string, string][],
        };
        expect((await verify(await signed(part))).map(({ result }) => result)).toEqual(['pass']);
        expect((await verify(await signed({ ...part, html: '' }))).map(({ result }) => result)).toEqual(['pass']);
      }),
      { numRuns: 100 },
    );
  });

  it.each([
    ['the subject', /^Subject: .*$/m, 'Subject: Win a prize'],
    ['the sender', /^From: .*\r\n <hello/m, 'From: Bank\r\n <hello'],
    ['the way out', /\/u\/token/, '/u/tokem'],
    ['that the way out is one click', /=One-Click/, '=Two-Clicks'],
    ['the date', /^Date: ..., /m, 'Date: Mon, 0'],
    ['the body', /Hello/, 'Hallo'],
    ['the sender, by another one above', /^/, 'From: Bank <bank@evil.example>\r\n'],
    ['the sender, by another one below', /^MIME-Version/m, 'From: Bank <bank@evil.example>\r\nMIME-Version'],
  ])('fails once somebody changed %s', async (_what, before, after) => {
    const raw = await signed();
    const changed = raw.replace(before, after);
    expect(changed).not.toBe(raw);
    expect((await verify(Buffer.from(changed, 'latin1'))).map(({ result }) => result)).not.toContain('pass');
  });

  it('stands what servers do on the way: folds, blanks, further headers', async () => {
    const raw = await signed();
    const changed = `Received: from a by b\r\n${raw.replace(/^To: /m, 'To:\r\n   ').replace(/\r\nList-Unsubscribe-Post: /, '\r\nlist-unsubscribe-post:  ')}\r\n`;
    expect((await verify(changed)).map(({ result }) => result)).toEqual(['pass']);
  });

  it('leaves out what Amazon SES replaces', async () => {
    const raw = await signed({}, { replaced: true });
    const [verdict] = await verify(
      raw
        .replace(/^Message-ID: .*$/m, 'Message-ID: <0100@email.amazonses.com>')
        .replace(/^Date: .*$/m, 'Date: Sun, 22 Nov 2026 00:00:00 +0000'),
    );
    expect(verdict?.result).toBe('pass');
    expect(verdict?.covers).toContain('list-unsubscribe-post');
  });

  it('has short lines', async () => {
    const raw = await signed();
    expect(raw.split('\r\n').filter((line) => line.length > 78)).toEqual([]);
  });
});

describe('a send', () => {
  let db: WriteDb;
  const cleanUp: (() => unknown)[] = [];
  beforeEach(async () => {
    const opened = await workspaceDb();
    db = opened.db;
    cleanUp.push(opened.close);
  });
  afterEach(async () => {
    for (const end of cleanUp.splice(0).reverse()) await end();
  });

  async function send(seen: boolean) {
    const secrets = memorySecrets();
    const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
    importSigningKey(db, { domain: key.domain, selector: key.selector, pem, secrets, now: 1 });
    if (seen) enableSigning(db, { domain: key.domain, now: 2 });
    const server = await mailServer();
    cleanUp.push(server.stop);
    const { id: transportId } = smtpTransport(db, { port: server.port, connections: 3 });
    const sent = seedSend(db, { count: 40, transportId });
    const delivery = deliveryOn(db, { secrets, letters: plainLetters });
    cleanUp.push(() => delivery.stop());
    delivery.start();
    await until('the send is finished', () => requireSend(db, sent.publicId).state === 'finished');
    expect(server.got).toHaveLength(40);
    return await Promise.all(server.got.map(async ({ raw }) => (await verify(raw)).map(({ result }) => result)));
  }

  it('signs each of its messages', async () => {
    expect(await send(true)).toEqual(Array(40).fill(['pass']));
  });

  it('signs nothing while the record was not seen', async () => {
    expect(await send(false)).toEqual(Array(40).fill(['none']));
  });
});
