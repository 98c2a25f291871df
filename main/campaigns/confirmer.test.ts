import type { FastifyInstance } from 'fastify';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { publicServer } from '../api/public/public.ts';
import { createContact, suppress } from '../contacts/contacts.ts';
import { changeBrand } from '../content/content.ts';
import { sql } from '../db/db.ts';
import { makeDefault } from '../delivery/delivery.ts';
import { mailServer, smtpTransport } from '../delivery/testing.ts';
import { changeListSettings, createList, membershipsOf, setMembership } from '../lists/lists.ts';
import { findLinkKey, setPublicAddress, writeToken } from '../tracking/tracking.ts';
import { type Confirmer, createConfirmer } from './confirmer.ts';
import { campaignWorld, until } from './testing.ts';

let world: Awaited<ReturnType<typeof campaignWorld>>;
let mail: Awaited<ReturnType<typeof mailServer>>;
let server: FastifyInstance;
let address: string;
let confirmer: Confirmer;
let list: { id: number; publicId: string };
beforeEach(async () => {
  world = await campaignWorld();
  mail = await mailServer();
  const transport = smtpTransport(world.db, { port: mail.port, secrets: world.secrets });
  makeDefault(world.db, transport.publicId);
  server = publicServer({ workspaces: () => [world], logger: world.logger });
  address = await server.listen({ port: 0, host: '127.0.0.1' });
  setPublicAddress(world.db, address);
  list = createList(world.db, { name: 'News {{ x }} & more', now: world.clock() });
  changeListSettings(world.db, { id: list.publicId, doubleOptIn: true, now: world.clock() });
  confirmer = createConfirmer(world);
});
afterEach(async () => {
  await confirmer.stop();
  await server.close();
  await world.close();
  await mail.stop();
});

function join(email = 'anna@x.example', firstName = 'Anna') {
  const { id } = createContact(world.db, { email, firstName, now: world.clock() });
  const consent = { method: 'api' as const, source: 'shop', at: world.clock() };
  setMembership(world.db, { listId: list.id, contactIds: [id], status: 'pending', consent, now: world.clock() });
  world.changes.announce('lists');
  return id;
}
const received = (count = 1) => until(world.changes, () => (mail.got.length >= count ? mail.got : null));
const plain = (raw: string) => raw.replaceAll('=\r\n', '').replaceAll('=3D', '=');
const subjectIn = (raw: string) => /^Subject: (.*)\r$/m.exec(raw)?.[1];
const linkIn = (raw: string) => /http:\/\/127\.0\.0\.1:\d+\/confirm\/[\w.-]+/.exec(plain(raw))?.[0] ?? 'no link';
const statusOf = (contactId: number) => membershipsOf(world.db, contactId)[0]?.status;
const letters = () => world.db.value<number>(sql`SELECT count(*) FROM messages WHERE kind = 'confirmation'`);

describe('a confirmation mail', () => {
  it('reaches who was made pending, and its link confirms by a button and not by a look', async () => {
    confirmer.start();
    const anna = join();
    const [got] = await received();
    expect(got).toMatchObject({ to: ['anna@x.example'], from: 'hello@hearth.example' });
    const raw = plain(got?.raw ?? '');
    expect(subjectIn(raw)).toBe('Please confirm: News x & more');
    expect(raw).toContain('Hello Anna,');
    expect(raw).toContain('Auto-Submitted: auto-generated');
    expect(raw).not.toMatch(/List-Unsubscribe|letterpress\.invalid|\/o\/|\/c\//);
    const link = linkIn(raw);
    for (const method of ['GET', 'HEAD', 'GET']) expect((await fetch(link, { method })).status).toBe(200);
    expect(await (await fetch(link)).text()).toContain('Yes, I want it');
    expect(statusOf(anna)).toBe('pending');
    const done = await fetch(link, { method: 'POST', headers: { 'user-agent': 'Firefox', 'x-forwarded-for': '203.0.113.77' } });
    expect([done.status, await done.text()]).toEqual([200, expect.stringContaining('You are subscribed')]);
    expect(statusOf(anna)).toBe('subscribed');
    expect(world.db.value(sql`SELECT confirmed_from FROM confirmations`)).toBe('203.0.113.0/24');
    expect(await (await fetch(link, { method: 'POST' })).text()).toContain('You are subscribed');
    expect(world.db.value(sql`SELECT count(*) FROM events WHERE name = 'subscribed'`)).toBe(1);
  });

  it('says so when its link has expired, and a wrong one leads nowhere', async () => {
    confirmer.start();
    const anna = join();
    const link = linkIn((await received())[0]?.raw ?? '');
    const messageId = world.db.value<number>(sql`SELECT id FROM messages`) ?? 0;
    const other = writeToken(findLinkKey(world.db) ?? '', 'unsubscribe', messageId);
    for (const wrong of [`${link}x`, link.replace(/\.[\w-]+$/, '.aaaaaaaaaaaaaaaaaaaaaa'), `${address}/confirm/${other}`])
      for (const method of ['GET', 'POST']) expect((await fetch(wrong, { method })).status).toBe(404);
    world.clock.move(14 * 86_400_000);
    const late = await fetch(link, { method: 'POST' });
    expect([late.status, await late.text()]).toEqual([200, expect.stringContaining('This link has expired')]);
    expect(statusOf(anna)).toBe('pending');
  });

  it('looks like the brand and says what the list says', async () => {
    const { publicId, name, fromName, fromEmail } = world.db.get<Record<string, string>>(
      sql`SELECT public_id AS publicId, name, from_name AS fromName, from_email AS fromEmail FROM brands`,
    ) as Record<'publicId' | 'name' | 'fromName' | 'fromEmail', string>;
    const colors = { accent: '#117733', text: '#222222', background: '#ffffff' };
    changeBrand(world.db, { id: publicId, name, fromName, fromEmail, colors, now: world.clock() });
    changeListSettings(world.db, {
      id: list.publicId,
      publicName: 'Bread post',
      confirmSubject: 'One step to {{ list.name }}',
      confirmText: 'Dear {{ contact.first_name }},\n\nplease <press> the button.',
      now: world.clock(),
    });
    confirmer.start();
    join();
    const raw = plain((await received())[0]?.raw ?? '');
    expect(subjectIn(raw)).toBe('One step to Bread post');
    expect(raw).toContain('Dear Anna,');
    expect(raw).toContain('please &lt;press&gt; the button.');
    expect(raw).toContain('#117733');
  });

  it('is written once for each after a crash in between, and its wording is kept once for all', async () => {
    for (const name of ['anna', 'ben', 'cleo']) join(`${name}@x.example`, name);
    confirmer.start();
    await received(3);
    await confirmer.stop();
    const again = createConfirmer(world);
    again.start();
    await again.stop();
    expect(letters()).toBe(3);
    expect(world.db.value(sql`SELECT count(*) FROM confirmation_letters`)).toBe(1);
    expect(new Set(mail.got.map(({ raw }) => linkIn(raw))).size).toBe(3);
  });

  it('goes to nobody who is suppressed or has confirmed since, and is forgotten where it cannot be sent', async () => {
    join('anna@x.example');
    const ben = join('ben@x.example');
    suppress(world.db, { email: 'anna@x.example', reason: 'blocked', evidence: '', now: world.clock() });
    const consent = { method: 'manual' as const, source: 'told us', at: 1 };
    setMembership(world.db, { listId: list.id, contactIds: [ben], status: 'subscribed', consent, now: world.clock() });
    confirmer.start();
    const asked = () => world.db.value(sql`SELECT count(*) FROM confirmations`);
    await expect.poll(asked).toBe(0);
    world.db.run(sql`UPDATE brands SET from_email = ''`);
    join('cleo@x.example');
    await expect.poll(asked).toBe(0);
    expect([letters(), mail.got.length]).toEqual([0, 0]);
  });
});
