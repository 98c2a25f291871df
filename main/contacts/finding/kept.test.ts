import fc from 'fast-check';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type Sql, sql, type WriteDb } from '../../db/db.ts';
import { workspaceDb } from '../../db/testing.ts';
import { createFinder, type Finder } from './finder.ts';
import type { KeptSet } from './kept-set.ts';

let db: WriteDb;
let close: () => void;
let finder: Finder;
let version = 0;
beforeEach(async () => {
  ({ db, close } = await workspaceDb());
  finder = createFinder(db);
  for (const id of [1, 2]) {
    db.run(sql`INSERT INTO lists (id, public_id, name, created_at, updated_at) VALUES (${id}, ${`l${id}`}, 'L', 1, 1)`);
    db.run(sql`INSERT INTO tags (id, public_id, name, created_at) VALUES (${id}, ${`t${id}`}, ${`t${id}`}, 1)`);
  }
  db.run(sql`INSERT INTO transports (id, public_id, kind, name, settings, created_at, updated_at)
    VALUES (1, 't', 'inbox', 't', '{}', 1, 1)`);
});
afterEach(() => close());

let made = 0;
const put = () =>
  db.run(sql`INSERT INTO contacts (public_id, email, email_key, created_at, updated_at)
    VALUES (${`c${++made}`}, ${`p${made}@web.de`}, ${`p${made}@web.de`}, 1, 1)`).lastId;
const join = (id: number, list: number, status: string) =>
  db.run(sql`INSERT OR IGNORE INTO memberships (public_id, contact_id, list_id, status, consent_method, created_at, updated_at)
    VALUES (${`m${++made}`}, ${id}, ${list}, ${status}, 'manual', 1, 1)`);
const receive = (id: number, at: number) =>
  db.run(sql`INSERT INTO messages (transport_id, kind, contact_id, email, email_key, status, settled_at, created_at)
    VALUES (1, 'automation', ${id}, 'a', 'a', 'accepted', ${at}, 1)`);
const record = (id: number, name: string, at: number) =>
  db.run(sql`INSERT INTO events (name, contact_id, at) VALUES (${name}, ${id}, ${at})`);

const status = fc.constantFrom('pending' as const, 'subscribed' as const, 'unsubscribed' as const);
const which = fc.constantFrom(1, 2);
const name = fc.constantFrom('opened', 'clicked', 'ordered');
const since = fc.constantFrom(null, 2, 5);
const times = fc.constantFrom(1, 2);
const kept: fc.Arbitrary<KeptSet> = fc.oneof(
  fc.record({ of: fc.constant('tag' as const), tag: which }),
  fc.record({ of: fc.constant('list' as const), list: which, status: fc.option(status) }),
  fc.record({ of: fc.constant('received' as const), times, since }),
  fc.record({ of: fc.constant('did' as const), name, times, since }),
);

/** The same by the rows themselves, past every roll-up. */
function plainly(set: KeptSet): Sql {
  switch (set.of) {
    case 'tag':
      return sql`SELECT contact_id AS id FROM contact_tags WHERE tag_id = ${set.tag}`;
    case 'list':
      return sql`SELECT contact_id AS id FROM memberships WHERE list_id = ${set.list} AND status = coalesce(${set.status}, status)`;
    case 'received':
      return sql`SELECT contact_id AS id FROM messages WHERE contact_id IS NOT NULL AND status = 'accepted' AND kind <> 'test'
        GROUP BY contact_id HAVING count(*) >= ${set.times} AND max(settled_at) >= ${set.since ?? 0}`;
    case 'did':
      return sql`SELECT contact_id AS id FROM events WHERE contact_id IS NOT NULL AND name = ${set.name}
        GROUP BY contact_id HAVING count(*) >= ${set.times} AND max(at) >= ${set.since ?? 0}`;
  }
}

async function agrees(set: KeptSet): Promise<void> {
  const select = sql`SELECT id FROM contacts WHERE 0`;
  // Nothing but what is kept can answer: the statement finds nobody.
  const count = await finder.count({ set: { op: 'some', select, kept: set }, versions: { people: 0, anything: ++version } });
  expect(count).toBe(db.value(sql`SELECT count(*) FROM (${plainly(set)})`));
}

const step = fc.oneof(
  { weight: 3, arbitrary: fc.record({ do: fc.constant('put' as const), tag: which, list: which, status }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('remove' as const), last: fc.boolean(), at: fc.nat() }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('tag' as const), at: fc.nat(), tag: which }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('untag' as const), at: fc.nat(), tag: which }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('join' as const), at: fc.nat(), list: which, status }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('leave' as const), last: fc.boolean(), at: fc.nat() }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('status' as const), at: fc.nat(), status }) },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constant('receive' as const), at: fc.nat(), time: fc.integer({ min: 1, max: 9 }) }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('bounce' as const), at: fc.nat() }) },
  {
    weight: 4,
    arbitrary: fc.record({ do: fc.constant('record' as const), at: fc.nat(), name, time: fc.integer({ min: 1, max: 9 }) }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('forget' as const), at: fc.nat() }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('change' as const), at: fc.nat() }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('clear-away' as const) }) },
  { weight: 6, arbitrary: fc.record({ do: fc.constant('ask' as const), set: kept }) },
);

type Step = typeof step extends fc.Arbitrary<infer Made> ? Made : never;

function perform(one: Step): void {
  const ids = (table: 'contacts' | 'memberships' | 'messages' | 'events') =>
    db.all<{ id: number }>({ ...sql``, text: `SELECT id FROM ${table} ORDER BY id` }).map(({ id }) => id);
  const any = (all: readonly number[], at: number) => all[at % Math.max(1, all.length)] ?? 0;
  const person = 'at' in one ? any(ids('contacts'), one.at) : 0;
  if (one.do === 'put') {
    const id = put();
    db.run(sql`INSERT INTO contact_tags VALUES (${id}, ${one.tag})`);
    join(id, one.list, one.status);
  }
  if (one.do === 'remove') db.run(sql`DELETE FROM contacts WHERE id = ${one.last ? (ids('contacts').at(-1) ?? 0) : person}`);
  if (one.do === 'leave') {
    const all = ids('memberships');
    db.run(sql`DELETE FROM memberships WHERE id = ${one.last ? (all.at(-1) ?? 0) : any(all, one.at)}`);
  }
  if (one.do === 'status')
    db.run(sql`UPDATE memberships SET status = ${one.status} WHERE id = ${any(ids('memberships'), one.at)}`);
  if (one.do === 'bounce') db.run(sql`UPDATE messages SET status = 'refused' WHERE id = ${any(ids('messages'), one.at)}`);
  if (one.do === 'forget') db.run(sql`DELETE FROM events WHERE id = ${any(ids('events'), one.at)}`);
  if (one.do === 'clear-away') db.run(sql`DELETE FROM set_changes`);
  if (person === 0) return;
  if (one.do === 'tag') db.run(sql`INSERT OR IGNORE INTO contact_tags VALUES (${person}, ${one.tag})`);
  if (one.do === 'untag') db.run(sql`DELETE FROM contact_tags WHERE contact_id = ${person} AND tag_id = ${one.tag}`);
  if (one.do === 'join') join(person, one.list, one.status);
  if (one.do === 'receive') receive(person, one.time);
  if (one.do === 'record') record(person, one.name, one.time);
  if (one.do === 'change') db.run(sql`UPDATE contacts SET updated_at = updated_at + 1 WHERE id = ${person}`);
}

it('keeps tags, lists, receipts and doings right, whatever happens to them between two questions', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 70 }), fc.array(kept, { minLength: 3, maxLength: 6 }), async (steps, sets) => {
      for (const table of ['messages', 'events', 'contacts']) db.run({ ...sql``, text: `DELETE FROM ${table}` });
      finder = createFinder(db);
      for (const set of sets) await agrees(set);
      for (const one of steps) {
        if (one.do === 'ask') await agrees(one.set);
        else perform(one);
      }
      for (const set of sets) await agrees(set);
    }),
    { numRuns: Number(process.env['RUNS'] ?? 120) },
  );
}, 60_000);

it('reads anew what very many changes have made another, and has room for more than it keeps', async () => {
  db.transaction(() => {
    for (let at = 0; at < 25_000; at++) put();
  });
  finder = createFinder(db);
  await agrees({ of: 'tag', tag: 1 });
  await agrees({ of: 'list', list: 1, status: 'subscribed' });
  db.run(sql`INSERT INTO contact_tags SELECT id, 1 FROM contacts`);
  db.run(sql`INSERT INTO memberships (public_id, contact_id, list_id, status, consent_method, created_at, updated_at)
    SELECT 'x' || id, id, 1, 'subscribed', 'import', 1, 1 FROM contacts WHERE id % 3`);
  await agrees({ of: 'tag', tag: 1 });
  await agrees({ of: 'list', list: 1, status: 'subscribed' });
  for (let at = 0; at < 9; at++) record(at + 1, `did${at}`, 5);
  const did = (at: number) => ({ of: 'did', name: `did${at}`, times: 1, since: null }) as const;
  for (let at = 0; at < 9; at++) await agrees(did(at));
  // More at once than are kept at a time: the others come from the database.
  const all = Array.from({ length: 9 }, (_, at) => ({ op: 'some', select: plainly(did(at)), kept: did(at) }) as const);
  expect(await finder.count({ set: { op: 'any', of: all }, versions: { people: 0, anything: ++version } })).toBe(9);
});

it('sees a membership that has the number of one that is gone', async () => {
  const [anna, bob] = [put(), put()];
  join(bob, 1, 'subscribed');
  await agrees({ of: 'list', list: 1, status: null });
  db.run(sql`DELETE FROM memberships WHERE contact_id = ${bob}`);
  join(anna, 1, 'pending');
  expect(db.value(sql`SELECT max(id) FROM memberships`)).toBe(1);
  await agrees({ of: 'list', list: 1, status: null });
  await agrees({ of: 'list', list: 1, status: 'pending' });
});

it('sees who came while a column was being read', async () => {
  db.transaction(() => {
    for (let at = 0; at < 25_000; at++) db.run(sql`INSERT INTO contact_tags VALUES (${put()}, 1)`);
  });
  finder = createFinder(db);
  const asked = agreesLater({ of: 'tag', tag: 1 });
  for (let at = 0; at < 5; at++) {
    await new Promise((resolve) => setImmediate(resolve));
    db.run(sql`INSERT INTO contact_tags VALUES (${put()}, 1)`);
  }
  await asked;
  await agrees({ of: 'tag', tag: 1 });
});

const agreesLater = (set: KeptSet) =>
  finder.count({ set: { op: 'some', select: plainly(set), kept: set }, versions: { people: 0, anything: ++version } });
