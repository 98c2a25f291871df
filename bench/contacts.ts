// What a window waits for when it looks for people: pages of the table in every order, searches, counts. Asked of the real
// app over its own connection, with 10,000 and with a million contacts. The reference is a plain look at each of the
// contacts by one statement, in the same run, on the same file.
// `npm run bench -- contacts --small FOLDER --large FOLDER` takes folders that make-workspace has made.
import { execFileSync } from 'node:child_process';
import { globSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import Database from 'better-sqlite3';
import type { Api } from '#shared/rpc/rpc.ts';
import type { Leaf } from '#shared/schema/rule.ts';
import { startBenchApp } from './running-app.ts';

const { values } = parseArgs({
  options: {
    small: { type: 'string' },
    large: { type: 'string' },
    contacts: { type: 'string', default: '1000000' },
    runs: { type: 'string', default: '300' },
  },
});
const runs = Number(values.runs);

type Page = Parameters<Api['contacts']['page']>[0];
type Work = {
  name: string;
  /** One question of this kind; `total` is how many there are at all. */
  ask: (api: Api, at: number, total: number) => Promise<unknown>;
  plainly: (total: number) => string;
};

const LIMIT = 100;
/** The first, the middle, the last page, and any. */
const offsetAt = (at: number, total: number): number => {
  const last = Math.max(0, total - LIMIT);
  return [0, Math.floor(last / 2), last][at % 6] ?? Math.floor((((at * 7919) % 1009) / 1009) * last);
};
const page = (asked: Page, order: string, where = ''): Omit<Work, 'name'> => ({
  ask: (api, at, total) => api.contacts.page({ ...asked, limit: LIMIT, offset: offsetAt(at, total) }),
  plainly: (total) =>
    `SELECT id, (SELECT count(*) FROM contacts NOT INDEXED ${where}) AS total FROM contacts NOT INDEXED ${where} ORDER BY ${order} LIMIT 100 OFFSET ${Math.floor(total / 2)}`,
});
const terms = [
  'a',
  'q',
  'mu',
  'müller',
  'gmail',
  'firm39',
  'zzz',
  'anna gmail',
  'k@w',
  'bücher',
  'SØREN',
  'emma lo',
  'x',
  '1a',
  'nobody.has.this',
];
const count = (rule: Leaf, where: string): Omit<Work, 'name'> => ({
  ask: (api) => api.segments.count({ rule: { kind: 'group', match: 'all', rules: [rule] } }),
  plainly: () => `SELECT count(*) FROM contacts c NOT INDEXED WHERE ${where}`,
});

const works: Work[] = [
  { name: 'page by added', ...page({ sort: 'created' }, `created_at DESC`) },
  { name: 'page by address', ...page({ sort: 'email', descending: false }, `email_key`) },
  { name: 'page by name', ...page({ sort: 'name', descending: false }, `name_key`) },
  { name: 'page by changed', ...page({ sort: 'changed' }, `updated_at DESC`) },
  { name: 'page by a text field', ...page({ sort: 'field:city', descending: false }, `fields ->> '$.city'`) },
  { name: 'page by a number field', ...page({ sort: 'field:spent' }, `fields ->> '$.spent' DESC`) },
  { name: 'page by a date field', ...page({ sort: 'field:last_order' }, `fields ->> '$.last_order' DESC`) },
  {
    name: 'page of a list, by name',
    ...page({ sort: 'name', listId: 'list0' }, `name_key`, `WHERE id IN (SELECT contact_id FROM memberships WHERE list_id = 1)`),
  },
  {
    name: 'page of a tag, by a field',
    ...page(
      { sort: 'field:spent', tagId: 'tag1' },
      `fields ->> '$.spent' DESC`,
      `WHERE id IN (SELECT contact_id FROM contact_tags WHERE tag_id = 2)`,
    ),
  },
  {
    name: 'search, first page',
    // No two alike, so that none was found before.
    ask: (api, at) =>
      api.contacts.page({ search: `${terms[at % terms.length]} ${at < terms.length ? '' : at % 10}`, limit: LIMIT }),
    plainly: () =>
      `SELECT id FROM contacts NOT INDEXED WHERE instr(email_key, 'muller') OR instr(name_key, 'muller') OR instr(lower(email), 'muller') ORDER BY id`,
  },
  {
    name: 'count of a tag rule',
    ...count(
      { kind: 'tag', tagId: 'tag0', has: true },
      `EXISTS (SELECT 1 FROM contact_tags t WHERE t.contact_id = c.id AND t.tag_id = 1)`,
    ),
  },
  {
    name: 'count of a number rule',
    ...count({ kind: 'field', key: 'spent', test: { type: 'number', op: 'more', value: 100 } }, `fields ->> '$.spent' > 100`),
  },
  {
    name: 'count of a text rule',
    ...count(
      { kind: 'field', key: 'city', test: { type: 'text', op: 'contains', value: 'köl' } },
      `instr(lower(fields ->> '$.city'), 'köl')`,
    ),
  },
];

const at = (times: readonly number[], share: number) =>
  times.toSorted((a, b) => a - b)[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0;
type Figures = { first: number; times: number[]; reference: number };

async function measure(folder: string): Promise<{ total: number; figures: Map<string, Figures>; longest: number }> {
  const [file = ''] = globSync(join(folder, 'workspaces', '*', 'letterpress.db'));
  const db = new Database(file, { readonly: true });
  const app = await startBenchApp(folder);
  const figures = new Map<string, Figures>();
  try {
    const { total } = await app.api.contacts.page({ limit: 1 });
    // Until everybody was read and the usual orders are there, which takes a moment after the first question.
    for (const sort of ['email', 'name', 'changed'] as const) await app.api.contacts.page({ limit: 1, sort });
    app.begin();
    for (const { name, ask, plainly } of works) {
      const timed = async (index: number) => {
        const begun = performance.now();
        await ask(app.api, index, total);
        return performance.now() - begun;
      };
      const first = await timed(0);
      const times: number[] = [];
      for (let index = 0; index < runs; index++) times.push(await timed(index));
      const begun = performance.now();
      db.prepare(plainly(total)).all();
      figures.set(name, { first, times, reference: performance.now() - begun });
    }
    await new Promise((resolve) => setTimeout(resolve, 600));
    return { total, figures, longest: app.probe().max };
  } finally {
    db.close();
    await app.close();
  }
}

const made = mkdtempSync(join(tmpdir(), 'letterpress-contacts-'));
try {
  const folders = [
    { given: values.small, contacts: '10000' },
    { given: values.large, contacts: values.contacts },
  ].map(({ given, contacts }, index) => {
    if (given) return given;
    const folder = join(made, String(index));
    const script = join(import.meta.dirname, 'make-workspace.ts');
    execFileSync(process.execPath, [script, '--contacts', contacts, '--events', `${contacts}0`, '--to', folder], {
      stdio: 'inherit',
    });
    return folder;
  });
  const [small, large] = [await measure(folders[0] ?? ''), await measure(folders[1] ?? '')];
  console.log(
    `| work | first, ${large.total.toLocaleString('en')} | p50 | p95 | p99 | p95, ${small.total.toLocaleString('en')} | plainly | ratio | for each contact, large ÷ small |\n|---|---|---|---|---|---|---|---|---|`,
  );
  for (const { name } of works) {
    const [one, other] = [small.figures.get(name), large.figures.get(name)];
    if (!one || !other) continue;
    const growth = at(other.times, 0.5) / large.total / (at(one.times, 0.5) / small.total);
    console.log(
      `| ${name} | ${[other.first, at(other.times, 0.5), at(other.times, 0.95), at(other.times, 0.99), at(one.times, 0.95), other.reference].map((ms) => `${ms.toFixed(1)} ms`).join(' | ')} | ${(at(other.times, 0.5) / other.reference).toFixed(4)} | ${growth.toFixed(3)} |`,
    );
  }
  console.log(
    `\nLongest that the main thread was busy meanwhile: ${small.longest.toFixed(0)} ms and ${large.longest.toFixed(0)} ms.`,
  );
} finally {
  rmSync(made, { recursive: true, maxRetries: 5 });
}
