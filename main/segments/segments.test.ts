import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { everybody, type Group, type Rule } from '#shared/schema/rule.ts';
import { createChanges } from '../base/changes.ts';
import { createContact, ensureTag, type PeopleSet, removeContacts } from '../contacts/contacts.ts';
import { sql, type WriteDb } from '../db/db.ts';
import { migratedWorkspace, workspaceDb } from '../db/testing.ts';
import {
  addMembers,
  changeSegment,
  clearIncomplete,
  createSegment,
  createSegments,
  duplicateSegment,
  inSegment,
  listSegments,
  removeSegment,
  requireSegment,
  segmentSql,
  segmentsUsingField,
  segmentsUsingTag,
  takeMembers,
  usageOfSegment,
} from './segments.ts';

const now = Date.UTC(2026, 5, 1);
const never = new AbortController().signal;
let db: WriteDb;
let close: () => void;
beforeEach(async () => {
  ({ db, close } = await workspaceDb());
  for (const name of ['Anna', 'Ben', 'Cleo']) createContact(db, { email: `${name}@x.example`, firstName: name, now });
});
afterEach(() => close());

const whose = (...rules: Rule[]): Group => ({ ...everybody, rules });
const named = (value: string): Rule => ({ kind: 'contact', name: 'first-name', test: { type: 'text', op: 'begins', value } });
const inside = (rule: Rule) => db.all<{ id: number }>(segmentSql(db, { rule, now })).map(({ id }) => id);
const make = (name: string, ...rules: Rule[]) => createSegment(db, { name, rule: whose(...rules), now });

describe('a saved segment', () => {
  it('follows the people as they change, and can be a part of others', () => {
    const a = make('A', named('a'));
    const others = make('Others', { kind: 'segment', segmentId: a, in: false });
    expect([inside(inSegment(a)), inside(inSegment(others))]).toEqual([[1], [2, 3]]);
    createContact(db, { email: 'ada@x.example', firstName: 'Ada', now });
    expect([inside(inSegment(a)), inside(inSegment(others))]).toEqual([
      [1, 4],
      [2, 3],
    ]);
    changeSegment(db, { id: a, name: 'B', rule: whose(named('b')), now });
    expect([inside(inSegment(a)), inside(inSegment(others))]).toEqual([[2], [1, 3, 4]]);
  });

  it('is never a part of itself, however far round', () => {
    const a = make('A', named('a'));
    const b = make('B', inSegment(a));
    expect(() => changeSegment(db, { id: a, rule: whose(inSegment(b)), now })).toThrow('part of itself');
    expect(() => changeSegment(db, { id: a, rule: whose(inSegment(a)), now })).toThrow('part of itself');
  });

  it('has a name of its own', () => {
    make('Regulars', named('a'));
    expect(() => make(' regulars ', named('a'))).toThrow('already');
    const [{ publicId = '' } = {}] = listSegments(db);
    duplicateSegment(db, { id: publicId, now });
    duplicateSegment(db, { id: publicId, now });
    expect(listSegments(db).map(({ name }) => name)).toEqual(['Regulars', 'Regulars copy', 'Regulars copy 2']);
  });

  it('stays while something depends on it, and says what', async () => {
    const a = make('A', named('a'));
    const b = make('B', inSegment(a));
    db.run(sql`INSERT INTO campaigns (id, public_id, name, document, audience, created_at, updated_at)
      VALUES (1, 'c', 'May', '{}', ${JSON.stringify({ segmentIds: [], excludedSegmentIds: [a] })}, 1, 1)`);
    expect(usageOfSegment(db, a)).toEqual({ campaigns: ['May'], segments: ['B'] });
    await expect(removeSegment(db, a)).rejects.toThrow('“A” is used by the campaign “May” and the segment “B”.');
    await removeSegment(db, b);
    db.run(sql`DELETE FROM campaigns`);
    await removeSegment(db, a);
    expect(listSegments(db)).toEqual([]);
  });

  it('is found by the fields and tags that it asks for', () => {
    const tag = ensureTag(db, { name: 'vip', now });
    const tagId = db.value<string>(sql`SELECT public_id FROM tags WHERE id = ${tag}`) ?? '';
    const none: Group = { ...everybody, match: 'none', rules: [{ kind: 'tag', tagId, has: true }] };
    make('Tagged', none);
    make('Town', { kind: 'field', key: 'town', test: { type: 'text', op: 'filled' } });
    expect([segmentsUsingTag(db, tagId), segmentsUsingField(db, 'town'), segmentsUsingField(db, 'city')]).toEqual([
      ['Tagged'],
      ['Town'],
      [],
    ]);
  });

  it('whose condition is about something that is gone is an error, and not suddenly everybody', () => {
    const rule: Rule = { kind: 'list', listId: 'gone', in: false, status: null, method: null, source: '', agreed: null };
    expect(() => inside(rule)).toThrow('no such list');
    expect(() => make('Broken', rule)).toThrow('no such list');
    expect(() => inside({ kind: 'tag', tagId: 'gone', has: false })).toThrow('no such tag');
    expect(() => inside({ kind: 'import', importId: 'gone', in: false })).toThrow('no longer there');
  });
});

describe('people picked by hand', () => {
  const segments = () =>
    createSegments({
      db,
      clock: () => now,
      changes: createChanges(),
      readNumbers: async function* (query) {
        yield db.all<Record<string, number>>(query).map((row) => Object.values(row)[0] ?? 0);
      },
      countSet: async (_set: PeopleSet) => 42,
    });

  it('stay as they are until somebody is added or taken out', async () => {
    const a = make('A', named('a'));
    const frozen = await segments().collect({ name: 'Frozen', among: segmentSql(db, { rule: inSegment(a), now }) });
    createContact(db, { email: 'ada@x.example', firstName: 'Ada', now });
    expect([inside(inSegment(a)), inside(inSegment(frozen))]).toEqual([[1, 4], [1]]);
    expect(addMembers(db, { id: frozen, contactIds: [1, 2, 99], now })).toBe(1);
    expect(takeMembers(db, { id: frozen, contactIds: [1], now })).toBe(1);
    expect(inside(inSegment(frozen))).toEqual([2]);
    expect(() => addMembers(db, { id: a, contactIds: [2], now })).toThrow('follows from its rule');
    await removeSegment(db, frozen);
    expect(db.value(sql`SELECT count(*) FROM segment_members`)).toBe(0);
  });

  it('are not there while they are being written down, and what a crash left of them goes', async () => {
    db.run(sql`INSERT INTO segments (public_id, name, complete, created_at, updated_at) VALUES ('half', 'Half', 0, 1, 1)`);
    db.run(sql`INSERT INTO segment_members SELECT s.id, c.id FROM segments s, contacts c`);
    expect(() => requireSegment(db, 'half')).toThrow('no such segment');
    await clearIncomplete(db);
    expect(db.value(sql`SELECT count(*) FROM segments`)).toBe(0);
  });

  it('are counted in turn, and a question that nobody waits for any more is never asked', async () => {
    const live = segments();
    const typed = new AbortController();
    // One look into an index, and what is kept in memory.
    const address: Rule = { kind: 'contact', name: 'email', test: { type: 'text', op: 'is', value: 'anna@x.example' } };
    const first = live.count(whose(address), { signal: never });
    const second = live.count(whose(named('b')), { signal: typed.signal });
    const third = live.count(whose(named('a'), named('b')), { signal: never });
    typed.abort();
    await expect(second).rejects.toThrow('aborted');
    expect([await first, await third]).toEqual([1, 42]);
    expect(await live.first(everybody, { limit: 2, signal: never })).toEqual([3, 2]);
  });
});

describe('the roll-up', () => {
  const tallies = (of: WriteDb) =>
    of.all(sql`SELECT name, contact_id AS id, count, last_at AS at FROM tallies ORDER BY name, contact_id`);
  const receipts = (of: WriteDb) => of.all(sql`SELECT contact_id AS id, count, last_at AS at FROM receipts ORDER BY contact_id`);
  const send = (of: WriteDb) => {
    of.run(
      sql`INSERT INTO transports (id, public_id, kind, name, settings, created_at, updated_at) VALUES (1, 't', 'inbox', 't', '{}', 1, 1)`,
    );
    of.run(
      sql`INSERT INTO campaigns (id, public_id, name, document, audience, created_at, updated_at) VALUES (1, 'c', 'c', '{}', '{}', 1, 1)`,
    );
    for (const id of [1, 2])
      of.run(
        sql`INSERT INTO sends (id, public_id, campaign_id, transport_id, state, content, started_at) VALUES (${id}, ${`s${id}`}, 1, 1, 'sending', '{}', 1)`,
      );
  };
  const message = (of: WriteDb, sendId: number | null, kind: string, contact: number) =>
    of.run(sql`INSERT INTO messages (send_id, transport_id, kind, contact_id, email, email_key, status, created_at)
      VALUES (${sendId}, 1, ${kind}, ${contact}, 'a', 'a', 'attempting', 1)`).lastId;
  const settle = (of: WriteDb, id: number, status: string, at: number) =>
    of.run(sql`UPDATE messages SET status = ${status}, settled_at = ${at} WHERE id = ${id}`);
  const happen = (of: WriteDb, name: string, contact: number, at: number) =>
    of.run(sql`INSERT INTO events (name, contact_id, at) VALUES (${name}, ${contact}, ${at})`).lastId;

  it('counts what is received and done, and forgets what is deleted', () => {
    send(db);
    const [one, two] = [message(db, 1, 'campaign', 1), message(db, 2, 'campaign', 1)];
    settle(db, one, 'accepted', 20);
    settle(db, two, 'accepted', 10);
    settle(db, message(db, null, 'test', 2), 'accepted', 30);
    settle(db, message(db, 1, 'campaign', 2), 'refused', 30);
    expect(receipts(db)).toEqual([{ id: 1, count: 2, at: 20 }]);
    const first = happen(db, 'opened', 1, 5);
    const last = happen(db, 'opened', 1, 9);
    happen(db, 'subscribed', 1, 9);
    happen(db, 'ordered', 2, 7);
    expect(tallies(db)).toEqual([
      { name: 'opened', id: 1, count: 2, at: 9 },
      { name: 'ordered', id: 2, count: 1, at: 7 },
    ]);
    db.run(sql`DELETE FROM events WHERE id = ${last}`);
    db.run(sql`DELETE FROM messages WHERE id = ${one}`);
    expect(tallies(db)[0]).toEqual({ name: 'opened', id: 1, count: 1, at: 5 });
    expect(receipts(db)).toEqual([{ id: 1, count: 1, at: 10 }]);
    db.run(sql`DELETE FROM events WHERE id = ${first}`);
    db.run(sql`DELETE FROM campaigns`);
    expect(receipts(db)).toEqual([]);
    const ben = db.value<string>(sql`SELECT public_id FROM contacts WHERE id = 2`) ?? '';
    removeContacts(db, { ids: [ben], now });
    expect(tallies(db)).toEqual([]);
  });

  it('holds what happened before there was one', async () => {
    const old = await migratedWorkspace(140, (before) => {
      for (const id of [1, 2])
        before.run(
          sql`INSERT INTO contacts (id, public_id, email, email_key, created_at, updated_at) VALUES (${id}, ${`p${id}`}, 'a', ${`${id}`}, 1, 1)`,
        );
      send(before);
      settle(before, message(before, 1, 'campaign', 1), 'accepted', 20);
      settle(before, message(before, 2, 'campaign', 1), 'accepted', 10);
      settle(before, message(before, null, 'test', 2), 'accepted', 30);
      for (const [name, id, at] of [
        ['opened', 1, 5],
        ['opened', 1, 3],
        ['ordered', 2, 7],
        ['subscribed', 2, 7],
      ] as const)
        happen(before, name, id, at);
    });
    expect(receipts(old.db)).toEqual([{ id: 1, count: 2, at: 20 }]);
    expect(tallies(old.db)).toEqual([
      { name: 'opened', id: 1, count: 2, at: 5 },
      { name: 'ordered', id: 2, count: 1, at: 7 },
    ]);
    old.close();
  });
});
