import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type ReadDb, type Sql, sql, type WriteDb } from '../../db/db.ts';
import { migratedWorkspace, workspaceDb } from '../../db/testing.ts';
import {
  addSuppressions,
  createContact,
  fileLines,
  isSuppressed,
  liftSuppression,
  pageSuppressions,
  pastedLines,
  suppress,
  suppressedAmong,
  suppressedContacts,
  suppressionDetail,
} from '../contacts.ts';

let db: WriteDb;
let close: () => void;
let folder: string;
beforeEach(async () => {
  ({ db, close } = await workspaceDb());
  folder = mkdtempSync(join(tmpdir(), 'letterpress-'));
});
afterEach(() => {
  close();
  rmSync(folder, { recursive: true });
});

const now = 1_700_000_000_000;
const window = { search: '', sort: 'time', descending: true, offset: 0, limit: 100 } as const;
const terms = { reason: 'blocked', evidence: 'asked', now } as const;

it('covers a domain with its sub-domains, until it is lifted', () => {
  suppress(db, { email: '@example.com', ...terms });
  const among = ['a@example.com', 'b@mail.example.com', 'c@notexample.com', 'd@example.com.org'];
  expect(among.filter((email) => isSuppressed(db, email))).toEqual(['a@example.com', 'b@mail.example.com']);
  expect([...suppressedAmong(db, among)]).toEqual(['a@example.com', 'b@mail.example.com']);
  expect(liftSuppression(db, '@Example.com')).toBe(true);
  expect(isSuppressed(db, 'a@example.com')).toBe(false);
});

it('takes in what was pasted and accounts for each of it', async () => {
  suppress(db, { email: 'old@example.com', reason: 'unsubscribed', evidence: '', now });
  suppress(db, { email: 'gone@example.com', reason: 'complained', evidence: '', now });
  const text =
    'a@example.com, b@example.com; rivals.example\nAnna <c@example.com>\nnonsense\nold@example.com gone@example.com\n\n';
  expect(await addSuppressions(db, pastedLines(text), terms)).toEqual({
    rows: 7,
    added: 4,
    known: 1,
    raised: 1,
    rejected: 1,
    rejects: [{ line: 3, text: 'nonsense', reason: 'This is neither an address nor a domain.' }],
  });
});

it.each([
  ['with a header, a reason and semicolons', 'Email;Reason\na@example.com;hard bounce\nexample.org;\nx;Spam\n', 'utf8', 1],
  ['without a header', 'a@example.com,bounced\nexample.org\n', 'utf8', 0],
  ['in UTF-16', '\ufeffa@example.com\tbounced\nexample.org\t\n', 'utf16le', 0],
] as const)('reads a file %s', async (_what, text, encoding, rejected) => {
  const path = join(folder, 'list.csv');
  writeFileSync(path, text, encoding);
  expect(await addSuppressions(db, fileLines(path), terms)).toMatchObject({ rows: 2 + rejected, added: 2, rejected });
  expect((await pageSuppressions(db, { ...window, sort: 'address', descending: false })).rows).toMatchObject([
    { key: '@example.org', reason: 'blocked' },
    { key: 'a@example.com', reason: 'bounced' },
  ]);
});

it('filters by reason, sorts, and finds parts of addresses', async () => {
  const reasons = ['unsubscribed', 'bounced', 'complained', 'blocked'] as const;
  db.transaction(() => {
    for (let index = 0; index < 400; index++)
      suppress(db, { email: `p${index}@example.com`, reason: reasons[index % 4] ?? 'blocked', evidence: '', now: now + index });
  });
  suppress(db, { email: '@rivals.example', reason: 'blocked', evidence: '', now });
  const page = (given: Partial<Parameters<typeof pageSuppressions>[1]>) => pageSuppressions(db, { ...window, ...given });
  expect(await page({ reason: 'bounced', limit: 2 })).toMatchObject({ total: 100, rows: [{ key: 'p397@example.com' }, {}] });
  expect(await page({ limit: 1, offset: 400 })).toMatchObject({ total: 401, rows: [{ createdAt: now }] });
  expect(await page({ sort: 'address', descending: false, limit: 1 })).toMatchObject({ rows: [{ key: '@rivals.example' }] });
  expect(await page({ search: 'P39', sort: 'address', descending: false, limit: 2 })).toMatchObject({
    total: 11,
    rows: [{ key: 'p390@example.com' }, { key: 'p391@example.com' }],
  });
  expect(await page({ domains: true })).toMatchObject({ total: 1 });
  const all = await Promise.all([0, 100, 200, 300, 400].map((offset) => page({ sort: 'reason', offset })));
  expect(new Set(all.flatMap(({ rows }) => rows.map(({ key }) => key))).size).toBe(401);
});

it('finds by a part of the address in every order, a window at a time, whether few match or nearly all', async () => {
  const reasons = ['bounced', 'complained', 'blocked', 'unsubscribed'];
  db.transaction(() => {
    for (let index = 0; index < 12_000; index++) {
      const email = `p${(index * 7919) % 12_000}@${index % 100 === 0 ? 'rare' : 'common'}.example`;
      db.run(sql`INSERT INTO suppressions (email_key, email, reason, evidence, created_at)
        VALUES (${email}, ${email}, ${reasons[index % 4] ?? ''}, '', ${index % 3000})`);
    }
  });
  const all = db.all<{ key: string; reason: string; at: number }>(
    sql`/* test.all */ SELECT email_key AS key, reason, created_at AS at FROM suppressions`,
  );
  const value = { time: ['at', 'key'], address: ['key'], reason: ['reason', 'at', 'key'] } as const;
  for (const search of ['COMMON', 'rare', 'p11', '@'])
    for (const sort of ['time', 'address', 'reason'] as const)
      for (const [descending, reason] of [
        [false, undefined],
        [true, undefined],
        [true, 'blocked'],
      ] as const) {
        const expected = all
          .filter(({ key, reason: of }) => key.includes(search.toLowerCase()) && (reason === undefined || of === reason))
          .sort((a, b) => {
            const name = value[sort].find((name) => a[name] !== b[name]);
            return name === undefined ? 0 : a[name] < b[name] ? -1 : 1;
          });
        if (descending) expected.reverse();
        for (const offset of [0, 90, 5950]) {
          const { rows, total } = await pageSuppressions(db, { search, sort, descending, reason, offset, limit: 100 });
          expect(total).toBe(expected.length);
          expect(rows.map(({ key }) => key)).toEqual(expected.slice(offset, offset + 100).map(({ key }) => key));
        }
      }
});

it('searches on behind an address with a sign in it that no address has', async () => {
  db.run(sql`WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5001)
    INSERT INTO suppressions (email_key, email, reason, evidence, created_at)
    SELECT key, key, 'blocked', '', 1 FROM (SELECT printf('p%05d', i) || iif(i = 5000, char(31), '') || '@x.example' AS key FROM n)`);
  const page = await pageSuppressions(db, { search: 'p05001', limit: 10, offset: 0, sort: 'address', descending: false });
  expect(page.rows.map(({ email }) => email)).toEqual(['p05001@x.example']);
});

it('finds words with letters beyond ASCII among the addresses that have any, and parts of domains among domains', async () => {
  const old = await migratedWorkspace(340, (before) => {
    before.run(sql`WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 7000)
      INSERT INTO suppressions (email_key, email, reason, evidence, created_at)
      SELECT 'p' || i || '@xn--bcher-kva.example', 'P' || i || '@bücher.example', iif(i % 2, 'bounced', 'blocked'), '', i % 50 FROM n`);
  });
  suppress(old.db, { email: 'plain@books.example', ...terms });
  suppress(old.db, { email: 'jörg@books.example', ...terms });
  suppress(old.db, { email: '@rival1.example', ...terms });
  suppress(old.db, { email: '@bücher.example', ...terms });
  const asked: Sql[] = [];
  const watched: ReadDb = {
    ...old.db,
    all: (query) => {
      asked.push(query);
      return old.db.all(query);
    },
  };
  const page = (given: Partial<Parameters<typeof pageSuppressions>[1]>) => pageSuppressions(watched, { ...window, ...given });
  expect(await page({ search: 'bücher', limit: 1 })).toMatchObject({ total: 7001, rows: [{ key: '@xn--bcher-kva.example' }] });
  expect(await page({ search: 'p6999@BüCHER', sort: 'address' })).toMatchObject({ total: 1, rows: [{ reason: 'bounced' }] });
  expect(await page({ search: 'bücher', reason: 'blocked', sort: 'time', descending: false, offset: 3500 })).toMatchObject({
    total: 3501,
    rows: [{ key: '@xn--bcher-kva.example' }],
  });
  expect(await page({ search: 'JöRG' })).toMatchObject({ total: 1, rows: [{ email: 'jörg@books.example' }] });
  expect(await page({ search: 'é' })).toEqual({ rows: [], total: 0 });
  expect(await page({ search: 'VAL1', domains: true })).toMatchObject({ total: 1, rows: [{ key: '@rival1.example' }] });
  expect(await page({ search: 'ü', domains: true })).toMatchObject({ total: 1, rows: [{ key: '@xn--bcher-kva.example' }] });
  const steps = asked.flatMap((query) =>
    old.db.all<{ detail: string }>({ ...query, text: `EXPLAIN QUERY PLAN ${query.text}` }).map(({ detail }) => detail),
  );
  expect(new Set(steps)).toEqual(
    new Set([
      'SEARCH suppressions USING INDEX suppressions_beyond_ascii (email_key>?)',
      'SEARCH suppressions USING PRIMARY KEY (email_key>? AND email_key<?)',
    ]),
  );
  old.close();
});

it('tells what a suppression rests on', () => {
  const { id, publicId } = createContact(db, { email: 'Anna@example.com', firstName: 'Anna', now });
  db.run(
    sql`INSERT INTO transports (public_id, kind, name, settings, created_at, updated_at) VALUES ('t', 'inbox', 'Test', '{}', 1, 1)`,
  );
  const messageId = db.run(sql`INSERT INTO messages (transport_id, kind, contact_id, email, email_key, status, created_at)
    VALUES (1, 'transactional', ${id}, 'Anna@example.com', 'anna@example.com', 'refused', ${now})`).lastId;
  suppress(db, { email: 'Anna@example.com', reason: 'bounced', evidence: '550 no such user', messageId, now });
  expect(suppressionDetail(db, 'anna@example.com')).toMatchObject({
    evidence: '550 no such user',
    contact: { id: publicId, name: 'Anna' },
    covers: null,
    message: { id: messageId, campaignId: null },
    import: null,
  });
  db.run(
    sql`INSERT INTO imports (public_id, file_name, bytes, options, state, started_at) VALUES ('i', 'old.csv', 1, '{}', 'finished', 1)`,
  );
  suppress(db, { email: 'b@example.com', reason: 'bounced', evidence: 'The file old.csv says so', now });
  expect(suppressionDetail(db, 'b@example.com')).toMatchObject({ import: { id: 'i', fileName: 'old.csv' }, message: null });
  suppress(db, { email: '@example.com', ...terms });
  expect(suppressionDetail(db, '@example.com')).toMatchObject({ covers: 1, contact: null, message: null });
});

it('keeps the suppressions that were there before domains could be suppressed', async () => {
  const old = await migratedWorkspace(150, (before) => {
    before.run(sql`INSERT INTO suppressions (email_key, email, reason, evidence, created_at)
      VALUES ('a@example.com', 'A@example.com', 'bounced', '550', 1)`);
    before.run(
      sql`INSERT INTO contacts (public_id, email, email_key, created_at, updated_at) VALUES ('c', 'a@x.example', 'a@x.example', 1, 1)`,
    );
  });
  expect(isSuppressed(old.db, 'a@example.com')).toBe(true);
  expect(suppressionDetail(old.db, 'a@example.com')).toMatchObject({ evidence: '550', message: null, import: null });
  old.close();
});

it('finds whom domains cover by their index', () => {
  const steps = (query: Sql) =>
    db.all<{ detail: string }>({ ...query, text: `EXPLAIN QUERY PLAN ${query.text}` }).map(({ detail }) => detail);
  const people = steps(suppressedContacts);
  expect(people.filter((step) => step.startsWith('SEARCH') && step.includes('contacts_by_domain')).length).toBeGreaterThan(2);
  expect(people.filter((step) => /^SCAN contacts/.test(step))).toEqual([]);
});
