import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Campaign } from '../../campaigns/campaigns.ts';
import { removeContacts } from '../../contacts/contacts.ts';
import { sql } from '../../db/db.ts';
import { seedSend, smtpTransport } from '../../delivery/testing.ts';
import type { Workspace } from '../../workspace.ts';
import { deedsOf } from './deeds.ts';
import { type PulseTest, pulseTest } from './testing.ts';

let pulse: PulseTest;
let transportId: number;
beforeEach(async () => {
  pulse = await pulseTest();
  transportId = smtpTransport(pulse.workspace.db, { port: 9 }).id;
});
afterEach(() => pulse.close());

function send(count: number, name: string) {
  const { db } = pulse.workspace;
  const { sendId } = seedSend(db, { count, transportId, address: (index) => `${name}${index}@x.example` });
  const people = db.all<{ message: number; contact: number }>(
    sql`SELECT id AS message, contact_id AS contact FROM messages WHERE send_id = ${sendId} ORDER BY id`,
  );
  const happens = (what: string, nth: number) =>
    db.run(sql`INSERT INTO events (name, at, contact_id, message_id, send_id)
      VALUES (${what}, 1, ${people[nth]?.contact ?? null}, ${people[nth]?.message ?? null}, ${sendId})`);
  return { campaign: { send: { id: sendId } } as Campaign, happens, people };
}

/** Counts which statements were asked off the main thread. */
function watched(): { workspace: Workspace; asked: () => string[] } {
  const names: string[] = [];
  const { workspace } = pulse;
  const rows: Workspace['reads']['rows'] = (job) => {
    names.push(/pulsemail\.([\w-]+)/.exec(job.query.text)?.[1] ?? '');
    return workspace.reads.rows(job);
  };
  return { workspace: { ...workspace, reads: { ...workspace.reads, rows } }, asked: () => names.splice(0) };
}

test('each send is counted once, and again when more happened to it', async () => {
  const { workspace, asked } = watched();
  const [one, two] = [send(3, 'a'), send(2, 'b')];
  one.happens('opened', 0);
  one.happens('opened', 0);
  two.happens('clicked', 1);
  const both = [one.campaign, two.campaign];
  const opened = async () => (await deedsOf(workspace, both))(one.campaign, 'opened');
  expect(await opened()).toBe(1);
  expect(asked()).toContain('deeds');
  // A workspace that was just opened announces its people once.
  for (let times = 0; times < 20; times++) {
    asked();
    expect(await opened()).toBe(1);
  }
  expect(asked()).not.toContain('deeds');
  one.happens('opened', 2);
  const deeds = await deedsOf(workspace, both);
  expect(deeds(one.campaign, 'opened')).toBe(2);
  expect(deeds(two.campaign, 'clicked')).toBe(1);
});

test('what happened to people who are gone is gone with them', async () => {
  const { workspace } = watched();
  const { campaign, happens, people } = send(3, 'a');
  for (const nth of [0, 1, 2]) happens('opened', nth);
  happens('clicked', 2);
  const opened = async () => (await deedsOf(workspace, [campaign]))(campaign, 'opened');
  expect(await opened()).toBe(3);
  const [first] = people;
  const { db, changes } = workspace;
  const id = db.value<string>(sql`SELECT public_id FROM contacts WHERE id = ${first?.contact ?? 0}`) ?? '';
  removeContacts(db, { ids: [id], now: 2 });
  changes.announce('contacts');
  const left = db.value<number>(
    sql`SELECT count(DISTINCT coalesce(contact_id, -message_id)) FROM events WHERE send_id = ${campaign.send?.id ?? 0} AND name = 'opened'`,
  );
  expect(await opened()).toBe(left);
});
