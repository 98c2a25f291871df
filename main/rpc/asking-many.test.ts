import { afterEach, beforeEach, expect, it } from 'vitest';
import { silentLogger } from '../base/logger.ts';
import { createBulk } from '../bulk/bulk.ts';
import { createConfirmer } from '../campaigns/campaigns.ts';
import { campaignWorld, until } from '../campaigns/testing.ts';
import { createContact, suppress } from '../contacts/contacts.ts';
import { type Sql, sql } from '../db/db.ts';
import { makeDefault } from '../delivery/delivery.ts';
import { mailServer, smtpTransport } from '../delivery/testing.ts';
import { changeListSettings, confirmByLink, createList, joinList } from '../lists/lists.ts';
import { setPublicAddress } from '../tracking/tracking.ts';
import type { Workspace } from '../workspace.ts';
import { bulkHandlers } from './bulk.ts';
import { listSettingsHandlers } from './list-settings.ts';

const HOUR = 3_600_000;
const PEOPLE = 100;

let world: Awaited<ReturnType<typeof campaignWorld>>;
let mail: Awaited<ReturnType<typeof mailServer>>;
let workspace: Workspace;
let settings: ReturnType<typeof listSettingsHandlers>;
let list: { id: number; publicId: string };
const closing: (() => unknown)[] = [];
beforeEach(async () => {
  world = await campaignWorld();
  mail = await mailServer();
  makeDefault(world.db, smtpTransport(world.db, { port: mail.port, secrets: world.secrets }).publicId);
  setPublicAddress(world.db, 'https://mail.hearth.example');
  list = createList(world.db, { name: 'News', now: world.clock() });
  changeListSettings(world.db, { id: list.publicId, doubleOptIn: true, now: world.clock() });
  const { db, clock, changes } = world;
  const bulk = createBulk({
    db,
    clock,
    changes,
    logger: silentLogger,
    readIds: async function* (select) {
      yield db.all<{ id: number }>(select).map((row) => row.id);
    },
  });
  const finder = { rows: async (query: Sql) => db.all(query) };
  // What these handlers use of a workspace.
  workspace = { ...world, bulk, finder } as unknown as Workspace;
  settings = listSettingsHandlers(workspace);
  const confirmer = createConfirmer(world);
  confirmer.start();
  closing.push(mail.stop, world.close, confirmer.stop, bulk.stop);
});
afterEach(async () => {
  for (const step of closing.splice(0).reverse()) await step();
});

const email = (nth: number) => `p${nth}@x.example`;
const people = (count: number) =>
  Array.from({ length: count }, (_, nth) => createContact(world.db, { email: email(nth), now: world.clock() }));
const idOf = (contact: string) => world.db.value<number>(sql`SELECT id FROM contacts WHERE email = ${contact}`) ?? 0;
const received = (count: number) => until(world.changes, () => (mail.got.length >= count ? mail.got : null));
const timesAsked = () => {
  const times = new Map<string, number>();
  for (const { to } of mail.got) times.set(to[0] ?? '', (times.get(to[0] ?? '') ?? 0) + 1);
  return times;
};
const canAsk = () => settings.canAsk({ id: list.publicId });
async function askAll() {
  const { id } = settings.askAll({ id: list.publicId });
  return workspace.bulk.finished(id);
}

it('asks everybody who is put into a list at once, and later all who did not answer, each as often as one may', async () => {
  const ids = people(PEOPLE).map(({ publicId }) => publicId);
  const added = bulkHandlers(workspace).start({
    who: { ids },
    action: { kind: 'addToList', listId: list.publicId, consentSource: 'Added by hand' },
  });
  expect(await workspace.bulk.finished(added.id)).toMatchObject({ state: 'finished', changed: PEOPLE });
  await received(PEOPLE);
  expect([...timesAsked().values()].every((times) => times === 1)).toBe(true);
  expect(await canAsk()).toMatchObject({ pending: PEOPLE, asked: 0, 'too-soon': PEOPLE, trouble: null });
  expect(await askAll()).toMatchObject({ people: PEOPLE, changed: 0 });

  world.clock.move(HOUR);
  const messageId = world.db.value<number>(sql`SELECT message_id FROM confirmations WHERE contact_id = ${idOf(email(0))}`) ?? 0;
  confirmByLink(world.db, { messageId, from: '', agent: '', now: world.clock() });
  suppress(world.db, { email: email(1), reason: 'complained', evidence: '', now: world.clock() });
  const told = await canAsk();
  expect(told).toMatchObject({ pending: PEOPLE - 1, asked: PEOPLE - 2, suppressed: 1, 'too-soon': 0 });
  const edit = await askAll();
  expect(edit).toMatchObject({ state: 'finished', words: 'Ask again to confirm “News”', changed: told.asked, canUndo: false });
  await received(PEOPLE + told.asked);
  world.clock.move(HOUR);
  await askAll();
  await received(PEOPLE + 2 * told.asked);
  world.clock.move(30 * 24 * HOUR);
  expect(await canAsk()).toMatchObject({ asked: 0, 'too-often': told.asked });
  expect(await askAll()).toMatchObject({ changed: 0 });
  const times = timesAsked();
  expect([times.get(email(0)), times.get(email(1)), times.get(email(2))]).toEqual([1, 1, 3]);
  expect(mail.got).toHaveLength(PEOPLE + 2 * told.asked);
});

it('asks those whom a file brought, who were asked by nobody, and nobody while no mail can be sent', async () => {
  const joining = people(3).map(({ id: contactId }) => ({
    contactId,
    isNew: true,
    status: 'pending' as const,
    consentAt: null,
    suppressed: false,
  }));
  joinList(world.db, { listId: list.id, people: joining, consent: { method: 'import', source: 'file' }, now: world.clock() });
  world.changes.announce('lists');
  world.db.run(sql`DELETE FROM settings WHERE name = 'public.address'`);
  expect(await canAsk()).toMatchObject({ pending: 3, asked: 3, trouble: 'no-address' });
  expect(() => settings.askAll({ id: list.publicId })).toThrow(expect.objectContaining({ code: 'lists.cannot-ask' }));
  setPublicAddress(world.db, 'https://mail.hearth.example');
  changeListSettings(world.db, { id: list.publicId, doubleOptIn: false, now: world.clock() });
  expect(await canAsk()).toMatchObject({ trouble: 'not-asking' });
  expect(() => settings.askAll({ id: list.publicId })).toThrow(expect.objectContaining({ code: 'lists.cannot-ask' }));
  changeListSettings(world.db, { id: list.publicId, doubleOptIn: true, now: world.clock() });
  expect(mail.got).toEqual([]);
  expect(await askAll()).toMatchObject({ changed: 3 });
  await received(3);
});
