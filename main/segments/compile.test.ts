import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { everybody, type Group, type Leaf, rule as ruleShape } from '#shared/schema/rule.ts';
import { createFinder } from '../contacts/contacts.ts';
import { sql } from '../db/db.ts';
import { workspaceDb } from '../db/testing.ts';
import { countSql, membersOf, segmentSql } from './compile.ts';
import { fill, fulfils, NOW, rules, type World, world } from './testing.ts';

const zones = ['UTC', 'Europe/Berlin', 'America/New_York', 'Pacific/Apia', 'Asia/Kolkata', 'Pacific/Kiritimati'];

let close: (() => void) | undefined;
afterEach(() => close?.());

async function opened(people: World['people']) {
  const made = await workspaceDb();
  close = made.close;
  const { db } = made;
  const ids = fill(db, { people });
  const select = (rule: Group, zone = 'UTC') =>
    db.all<{ id: number }>(segmentSql(db, { rule, now: NOW, zone })).map(({ id }) => id);
  const count = (rule: Group, zone = 'UTC') => db.value<number>(countSql(db, { rule, now: NOW, zone }));
  const expected = (rule: Group, zone = 'UTC') =>
    people.flatMap((person, at) => (fulfils({ person, at, zone, ids }, rule) ? [at + 1] : []));
  const finder = createFinder(db);
  /** By what is kept in memory. */
  const find = (rule: Group, zone = 'UTC') =>
    finder.count({ set: membersOf(db, { rule, now: NOW, zone }), versions: { people: 0, anything: 0 } });
  return { db, ids, select, count, find, expected };
}

describe('what the compiler selects', () => {
  it('is what a plain filter over the same people selects, for rules and people of all kinds', async () => {
    let asked = 0;
    for (const { people } of fc.sample(world, { numRuns: 6, seed: 7 })) {
      const { ids, select, count, find, expected } = await opened(people);
      await fc.assert(
        fc.asyncProperty(rules(ids), fc.constantFrom(...zones), async (rule, zone) => {
          asked++;
          const wanted = expected(rule, zone);
          expect(select(rule, zone)).toEqual(wanted);
          expect(count(rule, zone)).toBe(wanted.length);
          expect(await find(rule, zone)).toBe(wanted.length);
        }),
        { numRuns: Number(process.env['RUNS'] ?? 120), seed: 11 },
      );
      close?.();
      close = undefined;
    }
    expect(asked).toBeGreaterThan(700);
  }, 60_000);

  it('is all, and none, for groups without conditions', async () => {
    const { select } = await opened(fc.sample(world, { numRuns: 1, seed: 3 })[0]?.people ?? []);
    const all = select(everybody);
    expect(all.length).toBeGreaterThan(0);
    expect(select({ ...everybody, match: 'none' })).toEqual(all);
    expect(select({ ...everybody, match: 'any' })).toEqual([]);
    expect(select({ ...everybody, rules: [{ ...everybody, match: 'any' }] })).toEqual([]);
  });
});

describe('what a person writes', () => {
  it('never becomes a part of the statement', async () => {
    const { ids, db } = await opened([]);
    const text = (said: string, key: string): Group => ({
      ...everybody,
      rules: [
        { kind: 'field', key: 'city', test: { type: 'text', op: 'contains', value: said } },
        { kind: 'contact', name: 'email', test: { type: 'text', op: 'one-of', values: [said, said] } },
        { kind: 'contact', name: 'domain', test: { type: 'text', op: 'ends', value: said } },
        { kind: 'contact', name: 'last-name', test: { type: 'text', op: 'is-not', value: said } },
        { ...everybody, match: 'none', rules: [list(ids.lists[0] ?? '', said)] },
        { kind: 'engagement', what: 'clicked', did: true, times: 2, within: null, campaignId: null, url: said },
        {
          kind: 'event',
          name: said,
          did: false,
          times: 1,
          within: { lastDays: 3 },
          where: [{ property: key, test: { type: 'text', op: 'begins', value: said } }],
        },
      ],
    });
    const plain = segmentSql(db, { rule: text('plain', 'plain'), now: NOW, zone: 'UTC' }).text;
    const hostile = fc.oneof(
      fc.string({ minLength: 1, maxLength: 60, unit: 'binary' }),
      fc.constantFrom(
        "'",
        "'); DROP TABLE contacts; --",
        '%',
        '_',
        '\\',
        '"',
        '`',
        '?',
        '?1',
        ':a',
        '$x',
        '/*',
        '*/',
        '{{',
        '\u202e',
        '\ud800',
      ),
    );
    fc.assert(
      fc.property(hostile, hostile, (said, key) => {
        const rule = text(said, key);
        if (!ruleShape.safeParse(rule).success) return;
        // What is nothing but marks finds nobody, by a statement of its own.
        if (said.normalize('NFKD').replace(/\p{M}/gu, '') === '') return;
        const query = segmentSql(db, { rule, now: NOW, zone: 'UTC' });
        expect(query.text).toBe(plain);
        db.all(query);
      }),
      { numRuns: 500, seed: 5 },
    );
    expect(db.value(sql`SELECT count(*) FROM contacts`)).toBe(0);
  });

  it('with a sign that no text has, or a field that cannot be, is refused before it is compiled', () => {
    const wrong = (leaf: unknown) => ruleShape.safeParse({ ...everybody, rules: [leaf] }).success;
    expect(wrong({ kind: 'contact', name: 'email', test: { type: 'text', op: 'is', value: 'a\0b' } })).toBe(false);
    expect(wrong({ kind: 'field', key: `a"' OR 1`, test: { type: 'boolean', op: 'yes' } })).toBe(false);
    expect(wrong({ kind: 'created', test: { type: 'date', op: 'on', day: '2026-02-30' } })).toBe(false);
    expect(wrong({ kind: 'event', name: 'subscribed' })).toBe(false);
    expect(wrong({ kind: 'event', name: 'ordered' })).toBe(true);
  });

  it('may be a tree of a hundred conditions, and no deeper than a person can follow', async () => {
    const { db } = await opened([]);
    const leaf: Leaf = { kind: 'mailed', hours: 24, did: true };
    const wide: Group = {
      ...everybody,
      rules: [{ ...everybody, match: 'any', rules: Array(50).fill(leaf) }, ...Array(50).fill(leaf)],
    };
    expect(ruleShape.safeParse(wide).success).toBe(true);
    expect(db.all(segmentSql(db, { rule: wide, now: NOW }))).toEqual([]);
    const nest = (depth: number): Group => ({
      ...everybody,
      match: depth % 2 ? 'any' : 'none',
      rules: depth === 0 ? [leaf] : [nest(depth - 1), leaf],
    });
    expect(ruleShape.safeParse(nest(7)).success).toBe(true);
    expect(db.all(segmentSql(db, { rule: nest(7), now: NOW }))).toEqual([]);
    expect(ruleShape.safeParse(nest(8)).success).toBe(false);
  });
});

const list = (listId: string, source: string): Leaf => ({
  kind: 'list',
  listId,
  in: true,
  status: null,
  method: null,
  source,
  agreed: null,
});
