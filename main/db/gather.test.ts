import { afterEach, beforeEach, expect, test } from 'vitest';
import { sql, type WriteDb } from './db.ts';
import { workspaceDb } from './testing.ts';

let db: WriteDb;
let close: () => void;
beforeEach(async () => {
  ({ db, close } = await workspaceDb());
});
afterEach(() => close());

const put = (name: string) => db.run(sql`INSERT INTO tags (public_id, name, created_at) VALUES (${name}, ${name}, 0)`).lastId;
const all = () => db.all<{ name: string }>(sql`SELECT name FROM tags ORDER BY id`).map(({ name }) => name);

test('works of one turn are one transaction, in their order, and each has its own outcome', async () => {
  const depths: boolean[] = [];
  const outcomes = await Promise.allSettled([
    db.gathered(() => put('one')),
    db.gathered(() => {
      put('two');
      throw new Error('two is not wanted');
    }),
    db.gathered(() => {
      depths.push(all().includes('one'));
      return put('three');
    }),
  ]);
  expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  expect(depths).toEqual([true]);
  expect(all()).toEqual(['one', 'three']);
});

test('many works are done in turns that leave room for others', async () => {
  let turns = 0;
  let isOver = false;
  const count = () => {
    turns++;
    if (!isOver) setImmediate(count);
  };
  setImmediate(count);
  const slow = (name: string) =>
    db.gathered(() => {
      for (const until = performance.now() + 3; performance.now() < until; );
      return put(name);
    });
  const names = Array.from({ length: 20 }, (_, nth) => `tag ${nth}`);
  await Promise.all(names.map(slow));
  isOver = true;
  expect(all()).toEqual(names);
  expect(turns).toBeGreaterThan(3);
});

test('a work that comes while others are done is done in its turn', async () => {
  let later: Promise<number> | null = null;
  await db.gathered(() => {
    later = db.gathered(() => put('later'));
    put('first');
  });
  await later;
  expect(all()).toEqual(['first', 'later']);
});

test('where nothing can be written everybody who waits is told', async () => {
  const works = [db.gathered(() => put('one')), db.gathered(() => put('two'))];
  db.close();
  const outcomes = await Promise.allSettled(works);
  expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
});
