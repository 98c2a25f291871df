import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Sql, WriteDb } from '../db/db.ts';
import { sql } from '../db/db.ts';
import { workspaceDb } from '../db/testing.ts';
import { type EventFilter, eventByPublicId, forgetEvents, lastEventId, newsAfter, pageEvents, recordEvents } from './events.ts';

let db: WriteDb;
let close: () => void;
let far: number;
beforeEach(async () => {
  ({ db, close } = await workspaceDb());
  far = 0;
  for (const at of [1, 2])
    db.run(sql`INSERT INTO contacts (public_id, email, email_key, created_at, updated_at)
      VALUES (${`c${at}`}, ${`p${at}@x.example`}, ${`p${at}@x.example`}, 1, 1)`);
});
afterEach(() => close());

const reads = {
  rows: <Row>({ query }: { query: Sql }) => {
    far++;
    return Promise.resolve(db.all<Row>(query));
  },
};
const many = (name: string, contactId: number, count: number, at = 1) =>
  recordEvents(db, { name, contactIds: Array(count).fill(contactId), at });
const LOG = ['opened', 'clicked', 'bounced'];
async function walk(filter: Partial<EventFilter>, between: () => void = () => undefined, limit = 100): Promise<number[]> {
  const ids: number[] = [];
  for (let before: string | null = null; ; ) {
    const asked = { reads, filter: { names: LOG, ...filter }, before, now: 9_999, limit };
    const page: Awaited<ReturnType<typeof pageEvents>> = await pageEvents(db, asked);
    ids.push(...page.events.map(({ place }) => place.id));
    between();
    if (page.next === null) return ids;
    before = page.next;
  }
}

test('a walk meets every fact once, newest first, while others are added', async () => {
  many('opened', 1, 1_050);
  const ids = await walk({}, () => many('clicked', 2, 7));
  expect(ids).toEqual(Array.from({ length: 1_050 }, (_, index) => 1_050 - index));
});

test('facts are found by name, time and person, however far back they lie', async () => {
  many('bounced', 2, 3, 500);
  many('opened', 1, 5_000, 1_000);
  many('clicked', 2, 2, 2_000);
  expect(await walk({ names: ['bounced'] })).toEqual([3, 2, 1]);
  expect(far).toBe(1);
  expect(await walk({ contactId: 2 })).toEqual([5_005, 5_004, 3, 2, 1]);
  expect(await walk({ since: 2_000 })).toEqual([5_005, 5_004]);
  expect(await walk({ until: 1_000 })).toEqual([3, 2, 1]);
  expect(await walk({ names: ['opened'], contactId: 2 })).toEqual([]);
  expect((await walk({ names: ['opened'] }, undefined, 200)).length).toBe(5_000);
});

test('a fact has an id for good: one that takes the place of another that was taken back is not it', () => {
  many('opened', 1, 3, 10);
  const { events } = newsAfter(db, { stream: 'facts', after: { at: 0, id: 0 }, names: LOG, now: 99, limit: 9 });
  const last = events[2];
  const find = (publicId = '') => eventByPublicId(db, { publicId, now: 99 });
  expect(last?.publicId).toMatch(/^[0-9a-z]{16}$/);
  expect(find(last?.publicId)).toEqual(last);
  forgetEvents(db, { first: 3, last: 3, before: 99, except: [] });
  many('clicked', 2, 1, 11);
  expect(lastEventId(db)).toBe(3);
  expect(find(last?.publicId)).toBeNull();
  expect(find('no such thing')).toBeNull();
});
