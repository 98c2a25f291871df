import { afterEach, beforeEach, expect, it } from 'vitest';
import { campaignWorld } from '../campaigns/testing.ts';
import { createContact, findContact } from '../contacts/contacts.ts';
import { sql } from '../db/db.ts';
import { createList, membershipsOf } from '../lists/lists.ts';
import { setPublicAddress } from '../tracking/tracking.ts';
import type { Workspace } from '../workspace.ts';
import { contactsHandlers } from './contacts.ts';
import { listSettingsHandlers } from './list-settings.ts';
import { listsHandlers } from './lists.ts';

let world: Awaited<ReturnType<typeof campaignWorld>>;
let handlers: ReturnType<typeof listSettingsHandlers>;
let workspace: Workspace;
let list: { id: number; publicId: string };
beforeEach(async () => {
  world = await campaignWorld();
  // What these handlers use of a workspace.
  workspace = world as unknown as Workspace;
  handlers = listSettingsHandlers(workspace);
  list = createList(world.db, { name: 'News', now: world.clock() });
});
afterEach(() => world.close());

const get = () => handlers.get({ id: list.publicId });
const change = (to: object) => handlers.change({ id: list.publicId, ...to });
const statusOf = (email: string) => membershipsOf(world.db, findContact(world.db, email)?.id ?? 0)[0]?.status;

it('keeps what is chosen, and says why no confirmation mail can be sent until each thing is there', async () => {
  await change({ doubleOptIn: true, publicName: ' Bread post ', confirmSubject: 'One step' });
  expect(await get()).toMatchObject({
    ...{
      name: 'News',
      publicName: 'Bread post',
      doubleOptIn: true,
      internal: false,
      confirmSubject: 'One step',
      confirmText: '',
    },
    ...{ sender: 'Hearth Bakery', trouble: 'no-address' },
  });
  setPublicAddress(world.db, 'https://mail.hearth.example');
  expect((await get()).trouble).toBeNull();
  world.db.run(sql`UPDATE transports SET from_addresses = '["other@x.example"]'`);
  expect((await get()).trouble).toBe('account-refuses');
  world.db.run(sql`UPDATE transports SET removed_at = 1`);
  expect((await get()).trouble).toBe('no-account');
  world.db.run(sql`UPDATE brands SET from_email = ''`);
  expect(await get()).toMatchObject({ trouble: 'no-sender', sender: '' });
});

it('shows the mail as it will arrive, and takes no words that cannot be sent', async () => {
  const words = { id: list.publicId, publicName: 'Bread <post>', confirmSubject: '', confirmText: '' };
  const shown = await handlers.preview(words);
  expect(shown).toMatchObject({ subject: 'Please confirm: Bread <post>', problem: null });
  expect(shown.html).toContain('Hello Anna,');
  expect(shown.html).toContain('Bread &lt;post&gt;');
  const broken = { confirmText: 'Hello {{ contact.first_name | nonsense }}' };
  expect((await handlers.preview({ ...words, ...broken })).problem).toContain('nonsense');
  await expect(change(broken)).rejects.toThrow('nonsense');
  expect((await get()).confirmText).toBe('');
});

it('makes whoever is added by hand pending where the list asks, until somebody says that they asked for it', async () => {
  setPublicAddress(world.db, 'https://mail.hearth.example');
  await change({ doubleOptIn: true });
  const contacts = contactsHandlers(workspace);
  const person = { email: 'anna@x.example', firstName: 'Anna', lastName: '', fields: {}, consentSource: 'at the counter' };
  const anna = await contacts.create({ ...person, listId: list.publicId });
  const ben = createContact(world.db, { email: 'ben@x.example', now: world.clock() });
  const lists = listsHandlers(workspace);
  const set = (contactId: string, force: boolean) =>
    lists.setMembership({ listId: list.publicId, contactIds: [contactId], status: 'subscribed', consentSource: '', force });
  await set(ben.publicId, false);
  expect([statusOf('anna@x.example'), statusOf('ben@x.example')]).toEqual(['pending', 'pending']);
  expect(world.db.value(sql`SELECT count(*) FROM confirmations`)).toBe(2);
  expect(await handlers.ask({ listId: list.publicId, contactId: anna.id })).toEqual({ result: 'too-soon' });
  await set(ben.publicId, true);
  expect(statusOf('ben@x.example')).toBe('subscribed');
});
