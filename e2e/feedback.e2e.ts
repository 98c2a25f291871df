import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { ImapFlow } from 'imapflow';
import { createTransport } from 'nodemailer';
import type { Api } from '#shared/rpc/rpc.ts';
import { ask, dataFolder, quit, serve } from './support/app.ts';
import { type Dovecot, noDovecot, startDovecot } from './support/dovecot.ts';
import { takeApart } from './support/mail.ts';
import { noPostfix, type Postfix, startPostfix } from './support/postfix.ts';
import { connect } from './support/rpc.ts';

const DOMAIN = 'post.example';
const BOX = `bounces@${DOMAIN}`;
const PASSWORD = 'correct horse';

/** Why each of the thirty does not get the campaign; the others do. */
const FATES: [name: string, count: number, words: string | null][] = [
  ['gone', 6, '5.1.1 no such user here'],
  ['full', 3, '5.2.2 mailbox is over quota'],
  ['blocked', 3, '5.7.1 message looks like spam'],
  ['fine', 18, null],
];
const people = FATES.flatMap(([name, count, words]) =>
  Array.from({ length: count }, (_, index) => ({ user: `${name}${index}`, email: `${name}${index}@${DOMAIN}`, words })),
);
const fine = people.filter(({ words }) => words === null);

type Mail = { from: string; to: string; headers: Record<string, string>; body: string };

/** Lays a mail into somebody's mailbox through Postfix, as the world does. An empty sender is that of a machine. */
async function post(postfix: Postfix, { from, to, headers, body }: Mail): Promise<void> {
  const transport = createTransport({ host: '127.0.0.1', port: postfix.port, secure: false, ignoreTLS: true });
  const head = {
    From: from || `MAILER-DAEMON@${DOMAIN}`,
    To: to,
    Date: new Date().toUTCString(),
    'Message-ID': `<${Math.random()}@world.example>`,
    ...headers,
  };
  const lines = Object.entries(head).map(([name, value]) => `${name}: ${value}`);
  await transport.sendMail({ envelope: { from, to }, raw: `${lines.join('\r\n')}\r\n\r\n${body.replaceAll('\n', '\r\n')}` });
  transport.close();
}

/** A look into the mailbox beside the app's, over a connection of its own. */
async function within<Found>(dovecot: Dovecot, work: (client: ImapFlow) => Promise<Found>): Promise<Found> {
  const auth = { user: BOX, pass: PASSWORD };
  const client = new ImapFlow({ host: '127.0.0.1', port: dovecot.port, secure: false, doSTARTTLS: false, auth, logger: false });
  await client.connect();
  const found = await work(client);
  await client.logout();
  return found;
}

/** The flags and numbers of all mails in a folder, looked at without touching them. */
const look = (dovecot: Dovecot, folder = 'INBOX'): Promise<{ uid: number; subject: string; flags: string[] }[]> =>
  within(dovecot, async (client) => {
    const { exists } = await client.mailboxOpen(folder, { readOnly: true });
    const found = exists > 0 ? await client.fetchAll('1:*', { uid: true, flags: true, envelope: true }) : [];
    return found.map(({ uid, flags, envelope }) => ({
      uid,
      subject: envelope?.subject ?? '',
      // \Recent says that nobody else has looked yet: it goes by itself.
      flags: [...(flags ?? [])].filter((flag) => flag !== '\\Recent').sort(),
    }));
  });

const settingsOf = (dovecot: Dovecot, more: object = {}) => ({
  host: 'localhost',
  port: dovecot.tlsPort,
  security: 'tls' as const,
  user: BOX,
  ...more,
});

async function only(api: Api) {
  const [mailbox] = await api.mailboxes.all({});
  if (!mailbox) throw new Error('There is no mailbox.');
  return mailbox;
}

const suppressed = async (api: Api) =>
  (await api.suppressions.page({ search: DOMAIN, limit: 100 })).rows.map(({ email, reason }) => `${email} ${reason}`).sort();

test.afterEach(() => {
  delete process.env['NODE_EXTRA_CA_CERTS'];
});

test('what a real Postfix sends back becomes evidence, and only who is gone is suppressed', async () => {
  test.skip(noPostfix !== null || noDovecot !== null, noPostfix ?? noDovecot ?? '');
  test.setTimeout(180_000);
  const { folder, remove } = dataFolder();
  const failing = Object.fromEntries(people.flatMap(({ user, words }) => (words === null ? [] : [[user, words]])));
  const postfix = await startPostfix({ domain: DOMAIN, users: ['bounces', ...fine.map(({ user }) => user)], failing });
  const dovecot = await startDovecot({ mail: postfix.mail, users: [BOX], password: PASSWORD });
  process.env['NODE_EXTRA_CA_CERTS'] = dovecot.certificate;

  // What lay in the mailbox before, and what is about nothing of ours.
  const stranger = (subject: string, more: Partial<Mail> = {}): Mail => ({
    from: 'ida@mill.example',
    to: BOX,
    headers: { Subject: subject },
    body: 'Good morning!\n',
    ...more,
  });
  await post(postfix, stranger('About the ovens'));
  const csv = join(folder, 'people.csv');
  writeFileSync(csv, ['email', ...people.map(({ email }) => email)].join('\n'));
  await ask(folder, 'import', csv, '--list', 'Neighbours', '--consent', 'At the counter');
  let app = await serve(folder);
  let { api, close } = await connect(app);
  const { id: transportId } = await api.transports.create({
    kind: 'smtp',
    name: 'Postfix',
    settings: { host: '127.0.0.1', port: postfix.port, security: 'auto' },
    bounceAddress: BOX,
  });
  await api.transports.makeDefault({ id: transportId });
  const { id: mailboxId } = await api.mailboxes.create({
    address: BOX,
    settings: settingsOf(dovecot),
    secret: { password: PASSWORD },
  });
  await expect.poll(async () => (await only(api)).state.is).toBe('listening');

  const check = await api.mailboxes.check({ id: mailboxId });
  expect(check.steps.filter(({ ok }) => !ok)).toEqual([]);
  expect(check.steps.map(({ text }) => text).join('\n')).toMatch(
    /encrypted[\s\S]*may log in[\s\S]*reading only[\s\S]*IDLE[\s\S]*Bounces of Postfix come back/,
  );

  const { id: brandId } = await api.brands.create({
    name: 'Hearth',
    fromName: 'Hearth',
    fromEmail: `hello@${DOMAIN}`,
    replyTo: BOX,
    postalAddress: 'Mill Lane 3',
  });
  const [sample] = (await api.campaigns.page({})).rows;
  const { document } = await api.campaigns.get({ id: sample?.id ?? '' });
  const listId = (await api.lists.all({})).find(({ name }) => name === 'Neighbours')?.id ?? '';
  const { id } = await api.campaigns.create({ name: 'Bread of the week' });
  const { revision } = await api.campaigns.get({ id });
  const audience = { everyone: false, listIds: [listId], tagIds: [], excludedListIds: [] };
  await api.campaigns.change({ id, revision, brandId, subject: 'Bread of the week', preheader: 'Rye', document, audience });
  await api.campaigns.send({ id, expected: people.length });
  await expect.poll(async () => (await api.campaigns.report({ id })).status, { timeout: 60_000 }).toBe('sent');
  await expect.poll(() => fine.map(({ user }) => postfix.mailbox(user).length), { timeout: 30_000 }).toEqual(fine.map(() => 1));

  // The genuine bounces find their way back by themselves.
  await expect.poll(async () => (await only(api)).counts.bounces, { timeout: 30_000 }).toBe(12);
  const gone = people.filter(({ user }) => user.startsWith('gone')).map(({ email }) => `${email} bounced`);
  expect(await suppressed(api)).toEqual(gone.sort());

  // Answers of people and of their machines, each to the very message that they got.
  const got = (index: number) => {
    const { headers } = takeApart(postfix.mailbox(fine[index]?.user ?? '')[0] ?? Buffer.of());
    const header = (name: string) => headers.get(name)?.[0] ?? '';
    return {
      email: fine[index]?.email ?? '',
      header,
      returnPath: header('return-path').replace(/[<>]/g, ''),
      messageId: header('message-id'),
    };
  };
  const [away, leaving, writing, cross] = [got(0), got(1), got(2), got(3)];
  expect(away.returnPath).toMatch(/^bounces\+[0-9a-z]+-[0-9a-f]{20}@post\.example$/);
  await post(postfix, {
    from: '',
    to: away.returnPath,
    headers: { From: away.email, Subject: 'Automatic reply: Bread of the week', 'Auto-Submitted': 'auto-replied' },
    body: 'I am away until Monday.\n',
  });
  const [, to = '', subject = ''] = /<mailto:([^?]+)\?subject=([^>]+)>/.exec(leaving.header('list-unsubscribe')) ?? [];
  await post(postfix, { from: leaving.email, to, headers: { Subject: decodeURIComponent(subject) }, body: '' });
  await post(postfix, {
    from: writing.email,
    to: BOX,
    headers: { Subject: 'Re: Bread of the week', 'In-Reply-To': writing.messageId, References: writing.messageId },
    body: 'Two of the rye, please.\n',
  });
  await post(postfix, {
    from: 'feedback@fbl.example',
    to: BOX,
    headers: {
      Subject: 'FW: Bread of the week',
      'MIME-Version': '1.0',
      'Content-Type': 'multipart/report; report-type=feedback-report; boundary=f1',
    },
    body: `--f1\nContent-Type: text/plain\n\nAn abuse report.\n--f1\nContent-Type: message/feedback-report\n\nFeedback-Type: abuse\nUser-Agent: FBL/1\nVersion: 1\n--f1\nContent-Type: message/rfc822\n\nMessage-ID: ${cross.messageId}\nTo: ${cross.email}\n\nx\n--f1--\n`,
  });

  // Nobody else can have anybody suppressed: reports without our mark, with a mark that was made up, and with a token that was.
  const forged = got(4);
  const madeUp = forged.returnPath.replace(/-[0-9a-f]{20}@/, `-${'0'.repeat(20)}@`);
  const report = (target: string) =>
    `--r1\nContent-Type: text/plain\n\n<${forged.email}>: user unknown\n--r1\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx.${DOMAIN}\n\nFinal-Recipient: rfc822; ${target}\nAction: failed\nStatus: 5.1.1\nDiagnostic-Code: smtp; 550 5.1.1 user unknown\n--r1--\n`;
  const reportHeaders = {
    Subject: 'Undelivered Mail Returned to Sender',
    'MIME-Version': '1.0',
    'Content-Type': 'multipart/report; report-type=delivery-status; boundary=r1',
  };
  await post(postfix, { from: '', to: BOX, headers: reportHeaders, body: report('stranger@mill.example') });
  await post(postfix, { from: '', to: madeUp, headers: reportHeaders, body: report(forged.email) });
  await post(postfix, { from: 'x@mill.example', to: BOX, headers: { Subject: `unsubscribe 1.${'A'.repeat(22)}` }, body: '' });
  // One that no parser takes, and one that is larger than what is fetched.
  const parts = Array.from({ length: 1200 }, () => '--b\nContent-Type: text/plain\n\nx\n').join('');
  await post(
    postfix,
    stranger('A thousand parts', {
      headers: { Subject: 'A thousand parts', 'Content-Type': 'multipart/mixed; boundary=b' },
      body: `${parts}--b--\n`,
    }),
  );
  await post(postfix, stranger('A long letter', { body: 'All work and no play.\n'.repeat(40_000) }));
  await post(postfix, stranger('The end'));

  const counts = { bounces: 12, delays: 0, complaints: 1, unsubscribes: 1, replies: 1, autoReplies: 1 };
  await expect.poll(async () => (await look(dovecot)).length, { timeout: 30_000 }).toBe(23);
  // The forged report names a person and is kept as a hint that suppresses nobody.
  await expect.poll(async () => (await only(api)).counts, { timeout: 30_000 }).toEqual({ ...counts, bounces: 13, others: 5 });
  expect(await suppressed(api)).toEqual([...gone, `${cross.email} complained`].sort());
  const contact = async (email: string) => {
    const [row] = (await api.contacts.page({ search: email })).rows;
    return api.contacts.get({ id: row?.id ?? '' });
  };
  expect((await contact(leaving.email)).memberships.map(({ status }) => status)).toEqual(['unsubscribed']);
  expect((await contact(forged.email)).memberships.map(({ status }) => status)).toEqual(['subscribed']);
  expect((await contact(away.email)).timeline.map(({ name }) => name)).toContain('answered');
  expect((await contact(writing.email)).timeline.map(({ name }) => name)).toContain('replied');
  expect((await contact(`gone0@${DOMAIN}`)).timeline.map(({ name }) => name)).toContain('bounced');

  // All of the mail lies there as it came.
  const before = await look(dovecot);
  expect(before.filter(({ flags }) => flags.length > 0)).toEqual([]);
  expect(before.map(({ uid }) => uid)).toEqual(before.map((_, index) => index + 1));

  // Started again it reads nothing twice, not even where the server counts its mails anew.
  close();
  await quit(app);
  const box = join(postfix.mail, 'bounces');
  for (const name of readdirSync(box).filter((one) => one.startsWith('dovecot'))) rmSync(join(box, name), { recursive: true });
  app = await serve(folder);
  ({ api, close } = await connect(app));
  await expect.poll(async () => (await only(api)).state.is).toBe('listening');
  expect((await only(api)).counts).toMatchObject({ ...counts, bounces: 13 });

  // What was recognised may be marked as seen where the person wants it so; the rest stays as it is.
  await api.mailboxes.change({ id: mailboxId, address: BOX, settings: settingsOf(dovecot, { afterwards: 'seen' }), secret: {} });
  await expect.poll(async () => (await only(api)).state.is).toBe('listening');
  await post(postfix, stranger('Once more'));
  const reply = { from: '', headers: { From: got(5).email, 'Auto-Submitted': 'auto-replied' }, body: 'Away.\n' };
  await post(postfix, { ...reply, to: got(5).returnPath, headers: { ...reply.headers, Subject: 'Automatic reply: Bread' } });
  await expect.poll(async () => (await only(api)).counts.autoReplies, { timeout: 30_000 }).toBe(2);
  await expect
    .poll(async () =>
      (await look(dovecot)).filter(({ flags }) => flags.length > 0).map(({ subject: title, flags }) => [title, ...flags]),
    )
    .toEqual([['Automatic reply: Bread', '\\Seen']]);

  // Or moved, where there is a folder for it.
  const move = { afterwards: 'move' as const, moveTo: 'Handled' };
  await api.mailboxes.change({ id: mailboxId, address: BOX, settings: settingsOf(dovecot, move), secret: {} });
  const steps = async () => (await api.mailboxes.check({ id: mailboxId })).steps.map(({ text }) => text);
  expect(await steps()).toContain('There is no folder “Handled” to move recognised mail to.');
  await within(dovecot, async (client) => void (await client.mailboxCreate('Handled')));
  expect(await steps()).toContain('Recognised mail is moved to “Handled”.');
  await expect.poll(async () => (await only(api)).state.is).toBe('listening');
  await post(postfix, { ...reply, to: got(6).returnPath, headers: { ...reply.headers, Subject: 'Automatic reply: Rye' } });
  await expect
    .poll(async () => (await look(dovecot, 'Handled')).map((mail) => mail.subject), { timeout: 30_000 })
    .toEqual(['Automatic reply: Rye']);
  expect((await look(dovecot)).map((mail) => mail.uid)).toEqual(before.concat(before.slice(0, 2)).map((_, index) => index + 1));

  console.table([(await only(api)).counts]);
  close();
  await quit(app);
  await dovecot.stop();
  await postfix.stop();
  remove();
});

test('a mailbox that cannot be read says why in plain words, and reads again when it is put right', async () => {
  test.skip(noPostfix !== null || noDovecot !== null, noPostfix ?? noDovecot ?? '');
  const { folder, remove } = dataFolder();
  const postfix = await startPostfix({ domain: DOMAIN, users: ['bounces'], failing: {} });
  const dovecot = await startDovecot({ mail: postfix.mail, users: [BOX], password: PASSWORD });
  delete process.env['NODE_EXTRA_CA_CERTS'];
  const app = await serve(folder);
  const { api, close } = await connect(app);
  const plain = { ...settingsOf(dovecot), host: '127.0.0.1', port: dovecot.port, security: 'auto' as const };
  const { id } = await api.mailboxes.create({ address: BOX, settings: settingsOf(dovecot), secret: { password: PASSWORD } });
  const words = async () => (await only(api)).state.words;
  await expect.poll(words).toContain('The certificate of localhost is not trusted');
  const change = (settings: object, password = '') =>
    api.mailboxes.change({ id, address: BOX, settings: { ...plain, ...settings }, secret: { password } });
  await change({ security: 'tls' }, 'wrong');
  await expect.poll(words).toMatch(/does not speak TLS|closed the connection/);
  await change({ port: 1 });
  await expect.poll(words).toBe('127.0.0.1 takes no connections on port 1.');
  close();
  await quit(app);

  process.env['NODE_EXTRA_CA_CERTS'] = dovecot.certificate;
  const again = await serve(folder);
  const { api: rpc, close: end } = await connect(again);
  const put = (settings: object, password = '') =>
    rpc.mailboxes.change({ id, address: BOX, settings: { ...plain, ...settings }, secret: { password } });
  const told = async () => (await only(rpc)).state;
  await put({ security: 'starttls' }, 'wrong');
  await expect
    .poll(async () => (await told()).words)
    .toMatch(/^The user name or the password was not accepted for bounces@post\.example/);
  expect((await rpc.mailboxes.check({ id })).steps.at(-1)).toMatchObject({
    ok: false,
    text: expect.stringContaining('was not accepted'),
  });
  await put({ security: 'starttls', folder: 'Nowhere' }, PASSWORD);
  await expect.poll(async () => (await told()).words).toBe('There is no folder “Nowhere” in this mailbox.');
  await put({ security: 'starttls' });
  await expect.poll(async () => (await told()).is).toBe('listening');
  end();
  await quit(again);
  await dovecot.stop();
  await postfix.stop();
  remove();
});
