import { afterAll, beforeAll, expect, it } from 'vitest';
import { createContact } from '../../contacts/contacts.ts';
import { type Sql, sql, type WriteDb } from '../../db/db.ts';
import { workspaceDb } from '../../db/testing.ts';
import { createList, setMembership } from '../../lists/lists.ts';
import { acceptedBetween, agentsQuery, heatmapQuery, recipientsQuery, tagsQuery, visitsQuery } from './campaigns.report.ts';
import { activeQuery, findMember, findMemberOf, membersAmong, membersQuery, nextMembers, taggedQuery } from './members.report.ts';
import { deedsQuery } from './visitors.report.ts';

// The workspace keeps no statistics, so SQLite plans for a dozen rows as it does for a million.
let db: WriteDb;
let close: () => void;
let listId: number;
beforeAll(async () => {
  ({ db, close } = await workspaceDb());
  const people = Array.from({ length: 12 }, (_, index) => createContact(db, { email: `p${index}@example.com`, now: 1 }));
  listId = createList(db, { name: 'News', now: 1 }).id;
  const consent = { method: 'manual', source: 'told us', at: 1 } as const;
  setMembership(db, { listId, contactIds: people.map(({ id }) => id), status: 'subscribed', consent, now: 1 });
});
afterAll(() => close());

/** The steps of a statement that read a table or an index from end to end. */
function scans(query: Sql): string[] {
  const name = /\/\* (.+?) \*\//.exec(query.text)?.[1] ?? query.text;
  const steps = db.all<{ detail: string }>({ ...query, text: `EXPLAIN QUERY PLAN ${query.text}` }).map(({ detail }) => detail);
  return steps.filter((step) => /^SCAN (?!\w+ VIRTUAL TABLE|CONSTANT ROW|\()/.test(step)).map((step) => `${name}: ${step}`);
}

/** Those of every statement that some work asks for. */
function scansOf(work: (watched: WriteDb) => unknown): { names: string[]; scanned: string[] } {
  const asked: Sql[] = [];
  const watch =
    <Result>(ask: (query: Sql) => Result) =>
    (query: Sql) => {
      asked.push(query);
      return ask(query);
    };
  work({ ...db, get: watch(db.get) as never, all: watch(db.all) as never, value: watch(db.value) as never });
  return { names: asked.map(({ text }) => /pulsemail\.([\w-]+)/.exec(text)?.[1] ?? text), scanned: asked.flatMap(scans) };
}

it('sees a table that is read from end to end', () => {
  expect(scansOf((watched) => watched.all(sql`/* all */ SELECT id FROM messages WHERE reply = ${'ok'}`)).scanned).toEqual([
    'all: SCAN messages',
  ]);
});

it('finds by indexes what it tells of people and of sends', () => {
  const list = db.value<string>(sql`SELECT public_id FROM lists`) ?? '';
  const { names, scanned } = scansOf((watched) => {
    const ask = (query: Sql) => watched.all(query);
    findMember(watched, 'nobody');
    findMemberOf(watched, { listId, contactId: 1 });
    nextMembers(watched, {
      list: { id: listId, publicId: 'any' },
      after: 1,
      limit: 50,
      statuses: ['subscribed', 'pending', 'unsubscribed'],
    });
    watched.value(taggedQuery(1, 50));
    ask(membersAmong({ people: sql`SELECT id FROM contacts WHERE id > 1`, listId: list, after: [1, 1], limit: 50 }));
    ask(activeQuery(listId, null));
    ask(membersQuery({ listId, statuses: ['subscribed'], most: null }));
    for (const query of [visitsQuery, heatmapQuery, agentsQuery, tagsQuery]) ask(query(1));
    ask(deedsQuery([1, 2]));
    ask(recipientsQuery({ sendId: 1, listId: list, status: 'opened', after: 1, limit: 50 }));
    acceptedBetween(watched, { from: 1, until: 2 });
  });
  expect(names).toEqual(
    expect.arrayContaining(
      'member member-of members tagged members-among active count-members visits heatmap agents tag-breakdown deeds recipients usage-sends'.split(
        ' ',
      ),
    ),
  );
  // Of sends there are as many as campaigns, with a few counts each.
  const small = /^pulsemail\.(usage-sends: SCAN [sc]|tag-breakdown: SCAN d|members: SCAN k)$/;
  expect(scanned.filter((step) => !small.test(step))).toEqual([]);
});
