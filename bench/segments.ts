// How long it takes to count who is in a segment: conditions that differ each time, so that nothing of an answer is at hand
// but what the program keeps in memory anyway, which the first question of each kind has to read. The reference is the same
// question as a look at every contact; every seventh answer is compared with what the database itself counts.
// `npm run bench -- segments --contacts 10000,1000000`, or with `--file` on a database that is there already.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Group, Leaf } from '#shared/schema/rule.ts';
import { createChanges } from '../main/base/changes.ts';
import { silentLogger } from '../main/base/logger.ts';
import { createFinder } from '../main/contacts/contacts.ts';
import { openRead, type ReadDb, sql, type WriteDb } from '../main/db/db.ts';
import { countSql, createSegments } from '../main/segments/segments.ts';
import { makeWorkspace } from './make-workspace.ts';
import { NOW } from './workspace-people.ts';

const { values } = parseArgs({
  options: {
    contacts: { type: 'string', default: '10000,1000000' },
    file: { type: 'string' },
    runs: { type: 'string', default: '60' },
  },
});
const runs = Number(values.runs);
const never = new AbortController().signal;

const countries = ['DE', 'FR', 'PL', 'SE', 'AT', 'CH', 'BE', 'ES', 'PT'];
const tags = ['tag0', 'tag1', 'tag2', 'tag3'];
const one = <Item>(items: readonly Item[], at: number): Item => items[at % items.length] as Item;

const field = (at: number): Leaf =>
  one<Leaf>(
    [
      { kind: 'field', key: 'country', test: { type: 'text', op: 'is', value: one(countries, at) } },
      { kind: 'field', key: 'spent', test: { type: 'number', op: 'at-least', value: 10 + at } },
      { kind: 'field', key: 'city', test: { type: 'text', op: 'begins', value: one(['k', 'm', 'b', 'p'], at) } },
      { kind: 'field', key: 'last_order', test: { type: 'date', op: 'last', days: 20 + at } },
      { kind: 'field', key: 'vip', test: { type: 'boolean', op: 'yes' } },
    ],
    at,
  );
const tag = (at: number): Leaf => ({ kind: 'tag', tagId: one(tags, at), has: at % 3 > 0 });
const list = (at: number): Leaf => ({
  kind: 'list',
  listId: one(['list0', 'list1', 'list2'], at),
  in: true,
  status: 'subscribed',
  method: null,
  source: '',
  agreed: null,
});
const engaged = (at: number, what: 'received' | 'opened' | 'clicked', did: boolean): Leaf => ({
  kind: 'engagement',
  what,
  did,
  times: did ? 1 + (at % 3 === 2 ? 1 : 0) : 1,
  within: at % 3 === 2 || at % 7 === 6 ? null : { lastDays: 30 + at },
  campaignId: at % 7 === 6 ? `campaign${at % 24}` : null,
  url: null,
});
/** Who opened, or clicked, this one campaign: within the days after it, or of late. */
const inCampaign = (at: number): Leaf => {
  const sent = NOW - (24 - (at % 24)) * 30 * 86_400_000;
  const day = (days: number) => new Date(sent + days * 86_400_000).toISOString().slice(0, 10);
  return {
    kind: 'engagement',
    what: at % 2 ? 'opened' : 'clicked',
    did: at % 5 > 0,
    times: 1 + (at % 4 === 3 ? 1 : 0),
    within: at % 3 ? { from: day(0), to: day(1 + (at % 7)) } : { lastDays: 10 + at * 12 },
    campaignId: `campaign${at % 24}`,
    url: at % 8 === 6 ? `https://shop.example/month/${at % 24}/${at % 8}` : null,
  };
};
const group = (...rules: Group['rules']): Group => ({ kind: 'group', match: 'all', rules });

const five = (at: number): Group =>
  at % 4 === 3
    ? group(
        list(at),
        field(at),
        { kind: 'group', match: 'any', rules: [engaged(at, 'opened', true), engaged(at, 'clicked', true)] },
        tag(at),
      )
    : group(list(at), field(at), tag(at), engaged(at, 'opened', true), engaged(at, 'clicked', at % 2 === 0));

const percentile = (times: readonly number[], share: number) =>
  [...times].sort((a, b) => a - b)[Math.min(times.length - 1, Math.floor(times.length * share))] ?? Number.NaN;

async function measure(db: ReadDb, rule: (at: number) => Group) {
  // A finder of its own for each question would read everybody anew; what it found for conditions is told to be old instead.
  const finder = createFinder(db);
  await finder.count({ set: { op: 'field', rule: { key: 'country', op: 'filled' } }, versions: { people: 0, anything: 0 } });
  let version = 0;
  const segments = createSegments({
    db: db as WriteDb,
    clock: () => NOW,
    changes: createChanges(),
    readNumbers: async function* (query) {
      yield db.all<Record<string, number>>(query).map((row) => Object.values(row)[0] ?? 0);
    },
    countSet: (set) => finder.count({ set, versions: { people: version, anything: version } }),
  });
  // Orders by the fields are made when they are first asked for, and kept.
  for (let at = 0; at < 5; at++) await segments.count(group(field(at), tag(1)), { signal: never });
  const begun = process.threadCpuUsage();
  for (let at = 0; at < 4; at++) await segments.count(rule(at), { signal: never });
  const first = spent(begun);
  const times: number[] = [];
  const work: number[] = [];
  for (let at = 0; at < runs; at++) {
    version++;
    const [begun, used] = [performance.now(), process.threadCpuUsage()];
    const count = await segments.count(rule(at), { signal: never });
    times.push(performance.now() - begun);
    work.push(spent(used));
    if (at % 7 === 0) agree(count, db.value<number>(countSql(db, { rule: rule(at), now: NOW })) ?? 0, rule(at));
  }
  return { p50: percentile(times, 0.5), p95: percentile(times, 0.95), cpu: percentile(work, 0.95), first };
}

/** Milliseconds of this thread's processor time. */
function spent(since: NodeJS.CpuUsage): number {
  const { user, system } = process.threadCpuUsage(since);
  return (user + system) / 1000;
}

function agree(count: number, counted: number, rule: Group): void {
  if (count !== counted) throw new Error(`${count} and not ${counted} of ${JSON.stringify(rule)}`);
}

function scan(db: ReadDb): number {
  const begun = performance.now();
  db.value(sql`/* bench.scan */ SELECT count(*) FROM contacts c WHERE c.fields ->> '$.country' = 'DE'
    AND EXISTS (SELECT 1 FROM memberships m WHERE m.contact_id = c.id AND m.list_id = 1 AND m.status = 'subscribed')
    AND EXISTS (SELECT 1 FROM contact_tags t WHERE t.contact_id = c.id AND t.tag_id = 1)
    AND EXISTS (SELECT 1 FROM events e WHERE e.contact_id = c.id AND e.name = 'opened' AND e.at >= ${NOW - 30 * 86_400_000})
    AND NOT EXISTS (SELECT 1 FROM events e WHERE e.contact_id = c.id AND e.name = 'clicked' AND e.at >= ${NOW - 30 * 86_400_000})`);
  return performance.now() - begun;
}

const kinds: [name: string, most: number, rule: (at: number) => Group][] = [
  ['five conditions with engagement', 150, five],
  ['one field', 16, (at) => group(field(at))],
  ['one tag', 16, (at) => group(tag(at))],
  ['opened or clicked of late', 150, (at) => group(engaged(at, at % 2 ? 'opened' : 'clicked', true))],
  ['opened or clicked one campaign within a time', 150, (at) => group(inCampaign(at))],
  [
    'five conditions, one of them that',
    150,
    (at) => group(list(at), field(at), tag(at), engaged(at, 'opened', true), inCampaign(at)),
  ],
];

async function report(file: string): Promise<void> {
  const db = openRead({ file, logger: silentLogger });
  const contacts = db.value<number>(sql`SELECT count(*) FROM contacts`) ?? 0;
  const whole = scan(db);
  for (const [name, most, rule] of kinds) {
    const { p50, p95, cpu, first } = await measure(db, rule);
    const ms = (time: number) => `${time.toFixed(1)} ms`;
    console.log(
      `| ${contacts.toLocaleString('en')} | ${name} | ${ms(p50)} | ${ms(p95)} | ${ms(cpu)} | ${most} ms | ${ms(first)} | ${ms(whole)} | ${(p95 / whole).toFixed(3)} |`,
    );
  }
  db.close();
}

console.log(
  '| contacts | question | p50 | p95 | p95 of processor time | to reach | the very first four, processor time | every contact looked at | ratio |\n|---|---|---|---|---|---|---|---|---|',
);
if (values.file) await report(values.file);
else
  for (const contacts of values.contacts.split(',').map(Number)) {
    const folder = mkdtempSync(join(tmpdir(), 'letterpress-segments-'));
    await report(await makeWorkspace({ folder, contacts, events: contacts * 10 }));
    rmSync(folder, { recursive: true });
  }
