import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { PeopleFilter } from '#shared/rpc/sends.ts';
import { sql } from '../db/db.ts';
import { addEvidence, requireSend } from '../delivery/delivery.ts';
import { launchCampaign, reasonGroups, reportOf, retryableCount, sendPeople, sendPerson } from './campaigns.ts';
import { campaignWorld, seedPeople } from './testing.ts';

let world: Awaited<ReturnType<typeof campaignWorld>>;
let campaignId: string;
let sendId: number;
beforeEach(async () => {
  world = await campaignWorld();
  seedPeople(
    world.db,
    ['anna', 'ben', 'cem', 'dora', 'eva', 'finn', 'gil', 'hana'].map((name) => ({ email: `${name}@x.example` })),
  );
  campaignId = world.draft();
  const launched = await launchCampaign(world, { id: campaignId });
  await world.settled(launched.sendId);
  sendId = requireSend(world.db, launched.sendId).id;
  became('ben', { status: 'refused', reason: 'bounced', reply: '550 5.1.1 ben@x.example unknown', said: '550 5.1.1 … unknown' });
  became('cem', { status: 'refused', reason: 'mailbox', reply: '552 5.2.2 cem@x.example is full', said: '552 5.2.2 … is full' });
  became('dora', {
    status: 'refused',
    reason: 'mailbox',
    reply: '552 5.2.2 dora@x.example is full',
    said: '552 5.2.2 … is full',
  });
  became('eva', { status: 'deferred', reason: 'deferred', reply: '450 later', said: '450 later' });
  became('finn', { status: 'uncertain', reason: 'crash', reply: '', said: '' });
});
afterEach(() => world.close());

const idOf = (name: string) =>
  world.db.value<number>(sql`SELECT id FROM messages WHERE send_id = ${sendId} AND email = ${`${name}@x.example`}`) ?? -1;
function became(name: string, facts: { status: string; reason: string; reply: string; said: string }): void {
  world.db.run(sql`UPDATE messages SET status = ${facts.status}, reason = ${facts.reason}, reply = ${facts.reply},
    said = ${facts.said}, due_at = 9000, first_attempted_at = 1000 WHERE id = ${idOf(name)}`);
}
const names = (filter: PeopleFilter) => {
  const { rows, total } = sendPeople(world.db, { sendId, filter, offset: 0, limit: 100 });
  expect(rows).toHaveLength(total);
  return rows.map(({ email }) => email.split('@')[0]);
};
const learn = (name: string, what: 'bounced' | 'complained' | 'delayed', permanent = false) =>
  addEvidence(world.db, {
    evidence: {
      ...{ messageId: idOf(name), what, permanent, reason: 'mailbox', enhancedCode: '5.2.2', words: 'full' },
      ...{ source: 'mailbox', mark: what, at: 5 },
    },
    suppressions: { isSuppressed: () => false, suppress: () => undefined },
  });

describe('the people of a send', () => {
  it('are found by outcome, by reason, by what their servers said and by address', () => {
    expect(names({ outcome: 'refused' })).toEqual(['ben', 'cem', 'dora']);
    expect(names({ outcome: 'refused', reason: 'mailbox' })).toEqual(['cem', 'dora']);
    expect(names({ said: '552 5.2.2 … is full' })).toEqual(['cem', 'dora']);
    expect(names({ outcome: 'deferred' })).toEqual(['eva']);
    expect(names({ outcome: 'uncertain' })).toEqual(['finn']);
    expect(names({ search: 'a@x' }).toSorted()).toEqual(['anna', 'dora', 'eva', 'hana']);
    expect(names({})).toHaveLength(8);
  });

  it('tell what waits by plan from what a server put off', () => {
    world.db.run(sql`UPDATE messages SET attempts = 0 WHERE id = ${idOf('eva')}`);
    expect(names({ outcome: 'deferred' })).toEqual([]);
    expect(names({ outcome: 'waiting' })).toEqual(['eva']);
  });

  it('are grouped by the words of the servers, the most frequent first', () => {
    expect(reasonGroups(world.db, sendId)).toEqual([
      { outcome: 'refused', reason: 'mailbox', said: '552 5.2.2 … is full', count: 2 },
      { outcome: 'deferred', reason: 'deferred', said: '450 later', count: 1 },
      { outcome: 'refused', reason: 'bounced', said: '550 5.1.1 … unknown', count: 1 },
      { outcome: 'uncertain', reason: 'crash', said: '', count: 1 },
    ]);
    expect(reportOf(world, campaignId).refusals).toEqual([
      { reply: '552 5.2.2 … is full', count: 2 },
      { reply: '550 5.1.1 … unknown', count: 1 },
    ]);
  });

  it('can be tried again where the reason may have passed, but not those that are suppressed or gone', () => {
    expect(retryableCount(world.db, sendId)).toBe(2);
    world.db.run(
      sql`INSERT INTO suppressions (email_key, email, reason, created_at) VALUES ('cem@x.example', 'cem@x.example', 'blocked', 1)`,
    );
    expect(retryableCount(world.db, sendId)).toBe(1);
    world.db.run(sql`UPDATE messages SET contact_id = NULL WHERE id = ${idOf('dora')}`);
    expect(retryableCount(world.db, sendId)).toBe(0);
  });

  it('are counted who returned it for good or complained after it had been accepted, each once', () => {
    learn('anna', 'bounced', true);
    learn('gil', 'bounced', false);
    learn('gil', 'delayed');
    learn('hana', 'complained');
    learn('ben', 'complained');
    expect(reportOf(world, campaignId)).toMatchObject({ bouncedLater: 1, complaints: 1, accepted: 3 });
    expect(names({ outcome: 'bounced' })).toEqual(['anna']);
    expect(names({ outcome: 'complained' })).toEqual(['hana']);
    expect(sendPerson(world.db, { sendId, messageId: idOf('anna') })).toMatchObject({ bounced: true, complained: false });
  });

  it('say when the next try is and when it is given up', () => {
    const person = sendPerson(world.db, { sendId, messageId: idOf('eva') });
    expect(person).toMatchObject({ dueAt: 9000, givenUpAt: 1000 + 24 * 3_600_000, contactId: 'c-eva@x.example' });
    expect(sendPerson(world.db, { sendId: sendId + 1, messageId: idOf('eva') })).toBeNull();
  });
});
