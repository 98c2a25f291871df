import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Audience, audience } from '#shared/rpc/campaigns.ts';
import { membershipStatus } from '#shared/schema/words.ts';
import { sql, type WriteDb } from '../db/db.ts';
import { workspaceDb } from '../db/testing.ts';
import { countAudience, selectReached, selectRecipients } from './audience.report.ts';
import { withSegments } from './audience-segments.ts';
import { type Person, seedPeople } from './testing.ts';

let db: WriteDb;
let close: () => void;
beforeEach(async () => {
  ({ db, close } = await workspaceDb());
});
afterEach(() => close());

const to = (facts: Partial<Audience>): Audience => audience.parse(facts);
const recipients = (facts: Partial<Audience>): string[] =>
  db
    .all<{ email: string }>(
      sql`SELECT email FROM contacts WHERE id IN (${selectRecipients(withSegments(db, to(facts)))}) ORDER BY email`,
    )
    .map((row) => row.email);
const count = (facts: Partial<Audience>) => {
  const { recipients, skipped } = countAudience(db, to(facts));
  return { recipients, ...skipped };
};

describe('an audience of lists', () => {
  beforeEach(() =>
    seedPeople(db, [
      { email: 'both@x.example', lists: { news: 'subscribed', shop: 'subscribed' } },
      { email: 'half@x.example', lists: { news: 'unsubscribed', shop: 'subscribed' } },
      { email: 'left@x.example', lists: { news: 'unsubscribed' }, tags: ['vip'] },
      { email: 'new@x.example', lists: { news: 'pending' } },
      { email: 'gone@x.example', lists: { news: 'subscribed' }, suppressed: 'bounced' },
      { email: 'else@x.example', lists: { other: 'subscribed' }, tags: ['vip'] },
    ]),
  );

  it('reaches who is subscribed to one of them, each once', () => {
    expect(recipients({ listIds: ['news'] })).toEqual(['both@x.example']);
    expect(recipients({ listIds: ['news', 'shop'] })).toEqual(['both@x.example', 'half@x.example']);
  });

  it('says who is left out and why, each under one reason', () => {
    expect(count({ listIds: ['news'] })).toEqual({ recipients: 1, suppressed: 1, unsubscribed: 2, pending: 1, excluded: 0 });
    expect(count({ listIds: ['news', 'shop'], excludedListIds: ['shop'] })).toEqual({
      recipients: 0,
      suppressed: 1,
      unsubscribed: 1,
      pending: 1,
      excluded: 2,
    });
  });

  it('does not reach by tag who left one of the lists', () => {
    expect(recipients({ listIds: ['news'], tagIds: ['vip'] })).toEqual(['both@x.example', 'else@x.example']);
  });

  it('reaches nobody when nothing is chosen or what was chosen is gone', () => {
    expect(count({})).toEqual({ recipients: 0, suppressed: 0, unsubscribed: 0, pending: 0, excluded: 0 });
    expect(recipients({ listIds: ['removed'] })).toEqual([]);
  });

  it('gives the ledger the recipients to send to and the suppressed as skipped', () => {
    const rows = db.all(sql`SELECT c.email, r.fate FROM (${selectReached(to({ listIds: ['news', 'shop'] }))}) AS r
      JOIN contacts c ON c.id = r.id ORDER BY c.email`);
    expect(rows).toEqual([
      { email: 'both@x.example', fate: 'recipient' },
      { email: 'gone@x.example', fate: 'suppressed' },
      { email: 'half@x.example', fate: 'recipient' },
    ]);
  });
});

describe('an audience by tags or of everyone', () => {
  beforeEach(() =>
    seedPeople(db, [
      { email: 'free@x.example', tags: ['vip'] },
      { email: 'member@x.example', tags: ['vip', 'local'], lists: { news: 'subscribed', shop: 'unsubscribed' } },
      { email: 'left@x.example', tags: ['vip'], lists: { news: 'unsubscribed', shop: 'unsubscribed' } },
      { email: 'new@x.example', tags: ['vip'], lists: { news: 'pending' } },
      { email: 'blocked@x.example', tags: ['local'], suppressed: 'blocked' },
    ]),
  );

  it('reaches who is in no list or still subscribed to any', () => {
    expect(recipients({ tagIds: ['vip', 'local'] })).toEqual(['free@x.example', 'member@x.example']);
    expect(recipients({ everyone: true })).toEqual(['free@x.example', 'member@x.example']);
    expect(count({ everyone: true })).toEqual({ recipients: 2, suppressed: 1, unsubscribed: 1, pending: 1, excluded: 0 });
  });

  it('leaves out members of excluded lists, whatever their status there', () => {
    expect(recipients({ everyone: true, excludedListIds: ['shop'] })).toEqual(['free@x.example']);
  });
});

describe('any audience', () => {
  const person = fc.record({
    lists: fc.dictionary(fc.constantFrom('a', 'b', 'c'), fc.constantFrom(...membershipStatus.options), { noNullPrototype: true }),
    tags: fc.uniqueArray(fc.constantFrom('t', 'u')),
    suppressed: fc.boolean(),
    picked: fc.uniqueArray(fc.constantFrom('r', 's')),
  });
  const chosen = fc.record({
    everyone: fc.boolean(),
    listIds: fc.uniqueArray(fc.constantFrom('a', 'b', 'c')),
    tagIds: fc.uniqueArray(fc.constantFrom('t', 'u')),
    segmentIds: fc.uniqueArray(fc.constantFrom('r', 's')),
    excludedListIds: fc.uniqueArray(fc.constantFrom('a', 'b', 'c')),
    excludedSegmentIds: fc.uniqueArray(fc.constantFrom('r', 's')),
  });

  it('reaches exactly those whom its rules allow, and counts them as it reaches them', () => {
    fc.assert(
      fc.property(fc.array(person, { maxLength: 12 }), fc.array(chosen, { minLength: 1, maxLength: 6 }), (drawn, audiences) => {
        for (const table of ['contacts', 'lists', 'tags', 'suppressions', 'segments']) {
          db.run({ text: `DELETE FROM ${table}`, values: [], isSql: true });
        }
        const people = drawn.map(
          ({ suppressed, ...facts }, index): Picked => ({
            ...facts,
            email: `p${index}@x.example`,
            ...(suppressed ? { suppressed: 'bounced' } : {}),
          }),
        );
        seedPeople(db, people);
        seedSegments(people);
        for (const facts of audiences) {
          const expected = people.filter((one) => receives(one, facts)).map((one) => one.email);
          expect(recipients(facts)).toEqual(expected.sort());
          expect(countAudience(db, facts).recipients).toBe(expected.length);
        }
      }),
      { numRuns: 60 },
    );
  });
});

type Picked = Person & { picked: string[] };

/** The segments r and s, each of the people who were picked for it. */
function seedSegments(people: readonly Picked[]): void {
  for (const name of ['r', 's']) {
    const { lastId } = db.run(
      sql`INSERT INTO segments (public_id, name, rule, created_at, updated_at) VALUES (${name}, ${name}, NULL, 1, 1)`,
    );
    for (const { email } of people.filter(({ picked }) => picked.includes(name)))
      db.run(sql`INSERT INTO segment_members SELECT ${lastId}, id FROM contacts WHERE email = ${email}`);
  }
}

function receives(one: Picked, facts: Audience): boolean {
  const lists = one.lists ?? {};
  if (one.suppressed || facts.excludedListIds.some((list) => list in lists)) return false;
  if (facts.excludedSegmentIds.some((segment) => one.picked.includes(segment))) return false;
  const anywhere = Object.values(lists);
  const stands = anywhere.length === 0 || anywhere.includes('subscribed');
  if (facts.everyone) return stands;
  const here = facts.listIds.flatMap((list) => lists[list] ?? []);
  if (here.length > 0) return here.includes('subscribed');
  const chosen =
    facts.tagIds.some((tag) => one.tags?.includes(tag)) || facts.segmentIds.some((segment) => one.picked.includes(segment));
  return chosen && stands;
}
