import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { simpleParser } from 'mailparser';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createTransport, requireSend } from '../delivery/delivery.ts';
import { mailServer, until } from '../delivery/testing.ts';
import {
  attachFile,
  attachmentsOf,
  changeCampaign,
  detachFile,
  duplicateCampaign,
  launchCampaign,
  removeCampaign,
  requireCampaign,
  reviewCampaign,
  sendTest,
} from './campaigns.ts';
import { campaignWorld, seedPeople } from './testing.ts';

let world: Awaited<ReturnType<typeof campaignWorld>>;
beforeEach(async () => {
  world = await campaignWorld();
  seedPeople(world.db, [{ email: 'anna@x.example' }, { email: 'ben@x.example' }]);
});
afterEach(() => world.close());

const menu = Buffer.from('%PDF-1.7 soup, bread, cheese');
const attach = (id: string, { fileName = 'Menü.pdf', data = menu } = {}) =>
  attachFile(world.db, { id, fileName, type: 'application/pdf', data, now: world.clock() });
const files = () => {
  const folder = join(world.folder, 'media');
  return existsSync(folder) ? readdirSync(folder).filter((name) => name.startsWith('attached-')) : [];
};

it('files reach each recipient as they were, under their names', async () => {
  const server = await mailServer();
  const { publicId: transportId } = createTransport(world.db, {
    transport: { kind: 'smtp', name: 'Mine', settings: { host: '127.0.0.1', port: server.port, security: 'auto', user: '' } },
    secrets: world.secrets,
    now: world.clock(),
  });
  const id = world.draft({ transportId });
  attach(id);
  attach(id, { fileName: 'C:\\notes\\Prices "new".txt', data: Buffer.from('Bread 4.50\n') });
  const { sendId } = await launchCampaign(world, { id });
  await until('all have theirs', () => requireSend(world.db, sendId).state === 'finished');
  expect(server.got).toHaveLength(2);
  for (const { raw } of server.got) {
    const mail = await simpleParser(raw);
    expect(
      mail.attachments.map((one) => [one.filename, one.contentType, one.contentDisposition, one.content.toString()]),
    ).toEqual([
      ['Menü.pdf', 'application/pdf', 'attachment', menu.toString()],
      ['Prices new.txt', 'application/pdf', 'attachment', 'Bread 4.50\n'],
    ]);
    expect(mail.text).toContain('Bread');
    expect(String(mail.html)).toContain('<h1>Hello');
  }
  await server.stop();
});

it('a test brings them, and one before they changed says less than will be sent', async () => {
  const id = world.draft();
  await sendTest(world, { id, to: ['me@x.example'], contactId: null });
  const said = async () => (await reviewCampaign(world, { id, now: world.clock() })).findings.map(({ text }) => text);
  expect(await said()).toContain('A test was sent since the last change.');
  const { publicId } = attach(id);
  expect(await said()).not.toContain('A test was sent since the last change.');
  expect(await said()).toContainEqual(expect.stringMatching(/^1 file goes out with it/));
  await sendTest(world, { id, to: ['me@x.example'], contactId: null });
  expect(await said()).toContain('A test was sent since the last change.');
  detachFile(world.db, { id, attachmentId: publicId });
  expect(attachmentsOf(world.db, id)).toEqual([]);
});

it('a file lies on the disk once, and as long as a campaign has it', () => {
  const first = world.draft();
  const { publicId } = attach(first);
  const second = duplicateCampaign(world.db, { id: first, now: world.clock() });
  expect(attachmentsOf(world.db, second)).toMatchObject([{ fileName: 'Menü.pdf', bytes: menu.length }]);
  expect(files()).toHaveLength(1);
  detachFile(world.db, { id: first, attachmentId: publicId });
  expect(files()).toHaveLength(1);
  removeCampaign(world.db, second);
  expect(files()).toEqual([]);
});

it('does not disturb an edit that is being typed', () => {
  const id = world.draft();
  const { revision } = requireCampaign(world.db, id);
  attach(id);
  expect(() => changeCampaign(world.db, { id, revision, subject: 'Another', now: 1 })).not.toThrow();
});

it.each([
  ['programs', { fileName: 'game.EXE' }, /is a program/],
  ['nothing', { data: Buffer.of() }, /is empty/],
  ['more than 10 MB', { data: Buffer.alloc(10 * 1024 * 1024) }, /up to 10 MB/],
])('refuses %s', (_what, file, words) => {
  const id = world.draft();
  attach(id);
  expect(() => attach(id, file)).toThrow(words);
  expect(attachmentsOf(world.db, id)).toHaveLength(1);
});

it('cannot be changed once the campaign is sent', async () => {
  const id = world.draft();
  const { publicId } = attach(id);
  const { sendId } = await launchCampaign(world, { id });
  await world.settled(sendId);
  expect(() => attach(id)).toThrow(/was sent/);
  expect(() => detachFile(world.db, { id, attachmentId: publicId })).toThrow(/was sent/);
});
