import { dkimVerify } from 'mailauth/lib/dkim/verify.js';
import { afterEach, expect, test } from 'vitest';
import { noPostfix, startPostfix } from '../../../e2e/support/postfix.ts';
import { workspaceDb } from '../../db/testing.ts';
import {
  changeTransport,
  createMarks,
  createSigningKey,
  dkimRecord,
  enableSigning,
  type Letters,
  listMessages,
  requireSend,
} from '../delivery.ts';
import { deliveryOn, memorySecrets, seedSend, smtpTransport, until } from '../testing.ts';

const cleanUp: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of cleanUp.splice(0).reverse()) await end();
});

const file = {
  type: 'application/pdf',
  fileName: 'Speisekarte für Mai.pdf',
  base64: Buffer.alloc(2_400_000, 'pdf ').toString('base64'),
};
const words = 'Grüße  aus der\tBackstube. \n.\n..\n';
const letters: Letters = {
  forSend: () => (recipient) => ({
    from: { name: 'Bäckerei "Mühle"', email: 'hallo@mühle.example' },
    replyTo: 'antwort@mühle.example',
    subject: `${recipient.contact?.firstName}, ein langer Betreff, der gefaltet wird, mit einem Brot 🥖 und noch mehr Wörtern`,
    html: `<p>${words}</p>${'x'.repeat(2_000)}`,
    text: words,
    headers: [
      [
        'List-Unsubscribe',
        `<https://brief.muehle.example/u/${'t'.repeat(60)}>, <mailto:antwort@xn--mhle-0ra.example?subject=leave>`,
      ],
      ['List-Unsubscribe-Post', 'List-Unsubscribe=One-Click'],
    ],
    inline: [{ cid: 'a@x', type: 'image/png', fileName: 'a.png', base64: file.base64.slice(0, 400) }],
    attachments: [file],
  }),
  forContent: () => () => {
    throw new Error('nobody writes a single message here');
  },
};

test.skipIf(noPostfix)('what a real Postfix delivered still bears a good signature, and its own return path', async () => {
  const { db, close } = await workspaceDb();
  cleanUp.push(close);
  const secrets = memorySecrets();
  const postfix = await startPostfix({ domain: 'example.com', users: ['p1', 'p2', 'p3'] });
  cleanUp.push(postfix.stop);
  const { id: transportId, publicId } = smtpTransport(db, { port: postfix.port, connections: 2, security: 'auto' });
  changeTransport(db, {
    change: { publicId, bounceAddress: 'bounces@mühle.example', secret: '' },
    secrets,
    now: Date.now(),
  });
  const key = await createSigningKey(db, { domain: 'mühle.example', secrets, now: Date.now() });
  enableSigning(db, { domain: 'mühle.example', now: Date.now() });
  const record = dkimRecord(key);
  const send = seedSend(db, { count: 3, transportId });
  const delivery = deliveryOn(db, { secrets, letters });
  cleanUp.push(() => delivery.stop());
  delivery.start();
  await until('the send is finished', () => requireSend(db, send.publicId).state === 'finished');
  const box = (user: string) => postfix.mailbox(user);
  await until('all are delivered', () => ['p1', 'p2', 'p3'].every((user) => box(user).length === 1));

  const marks = createMarks(secrets);
  const ids = new Map(listMessages(db, { sendId: send.sendId, offset: 0, limit: 10 }).rows.map((row) => [row.email, row.id]));
  const resolver = async (name: string) => (name === record.name ? [[record.value]] : []);
  const verdict = async (raw: Buffer) => {
    const { results } = await dkimVerify(raw, { resolver });
    return results.map(({ status, signingHeaders, signingDomain }) => ({
      result: status.result,
      domain: signingDomain,
      covers: (signingHeaders?.keys ?? '').toLowerCase(),
    }));
  };
  for (const user of ['p1', 'p2', 'p3']) {
    const raw = box(user)[0] ?? Buffer.of();
    const text = raw.toString('latin1');
    const returnPath = /^Return-Path: <(.*)>$/m.exec(text)?.[1] ?? '';
    expect(returnPath).toMatch(/^bounces\+[^@]+@xn--mhle-0ra\.example$/);
    expect(marks.readReturnPath(returnPath)).toBe(ids.get(`${user}@example.com`));
    expect(await verdict(raw)).toEqual([
      { result: 'pass', domain: 'xn--mhle-0ra.example', covers: expect.stringContaining('list-unsubscribe-post') },
    ]);
    for (const [before, after] of [
      ['One-Click', 'Two-Clicks'],
      ['Backstube', 'Bankstube'],
      [/^From: /m, 'From: Bank <bank@evil.example>\nFrom: '],
    ] as const) {
      const changed = text.replace(before, after);
      expect(changed).not.toBe(text);
      expect((await verdict(Buffer.from(changed, 'latin1')))[0]?.result).not.toBe('pass');
    }
  }
});
