import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { createChanges } from '../main/base/changes.ts';
import { systemClock } from '../main/base/clock.ts';
import { silentLogger } from '../main/base/logger.ts';
import { openWrite, type WriteDb, workspaceMigrations } from '../main/db/db.ts';
import { createImports } from '../main/imports/imports.ts';
import { createPool } from '../main/workers/pool.ts';
import { workersOf } from '../main/workers/workers-of.ts';
import { makeCsv } from './make-csv.ts';

/**
 * Importing a file of customers: ours (read, checked, merged, suppressed, written through the one connection of the
 * app) against `sqlite3 .import` of the same file and an upsert of it in SQL, into the same tables, in turns.
 */
const { values } = parseArgs({
  options: { rows: { type: 'string', default: '100000' }, runs: { type: 'string', default: '3' } },
});
const rows = Number(values.rows);
const folder = mkdtempSync(join(tmpdir(), 'letterpress-bench-'));
const file = join(folder, 'people.csv');
const truth = await makeCsv({ file, rows });

const open = (name: string) =>
  openWrite({ file: join(folder, name), logger: silentLogger, migrations: workspaceMigrations, create: true });

type Ours = { ms: number; againMs: number; rss: number; longestMs: number };

async function ours(run: number): Promise<Ours> {
  const db = await open(`ours-${run}.db`);
  const workers = workersOf(
    createPool({
      entry: fileURLToPath(new URL('../main/workers/entry.ts', import.meta.url)),
      threads: 1,
      idleMs: 1000,
    }),
  );
  const imports = createImports({
    db,
    clock: systemClock,
    changes: createChanges(),
    logger: silentLogger,
    ...workers,
    resolveSource: () => ({ path: file, fileName: 'people.csv' }),
  });
  const delay = monitorEventLoopDelay({ resolution: 1 });
  let rss = 0;
  const sample = setInterval(() => (rss = Math.max(rss, process.memoryUsage.rss())), 20);
  const once = async () => {
    const start = performance.now();
    const { columns, reading } = await imports.preview({ path: file });
    delay.enable();
    const id = await imports.start(
      { path: file },
      {
        reading,
        mapping: columns.map((column) => column.guess),
        list: { newName: 'People' },
        existing: 'fill',
        status: 'subscribed',
        consentSource: 'bench',
        tags: [],
      },
    );
    const result = await imports.finished(id);
    delay.disable();
    const { imported, updated, unchanged, rejected } = result;
    if (result.state !== 'finished' || imported + updated + unchanged + rejected !== truth.rows || rejected !== truth.rejected)
      throw new Error(`wrong: ${JSON.stringify({ result, truth })}`);
    return performance.now() - start;
  };
  const ms = await once();
  const longestMs = delay.max / 1e6;
  const againMs = await once();
  clearInterval(sample);
  check(db);
  await workers.stop();
  db.close();
  return { ms, againMs, rss, longestMs };
}

function check(db: WriteDb): void {
  const count = db.value<number>({ text: 'SELECT count(*) AS count FROM contacts', values: [], isSql: true });
  if (count !== truth.imported) throw new Error(`${count} contacts, expected ${truth.imported}`);
}

/** What SQLite alone does with the file: no check of addresses, no typed values, broken rows taken as they come. */
async function reference(run: number): Promise<number> {
  const name = `reference-${run}.db`;
  (await open(name)).close();
  const upsert = `
    PRAGMA synchronous = FULL;
    PRAGMA cache_size = -65536;
    CREATE TEMP TABLE staged (email, first_name, last_name, city, revenue, birthday, status, note);
    .mode csv
    .import --skip 1 ${file} staged
    BEGIN;
    INSERT INTO lists (id, public_id, name, created_at, updated_at) VALUES (1, 'list', 'People', 1, 1);
    INSERT INTO contacts (public_id, email, email_key, first_name, last_name, name_key, fields, created_at, updated_at)
      SELECT lower(hex(randomblob(8))), trim(email), lower(trim(email)), first_name, last_name,
        lower(last_name || ' ' || first_name),
        json_object('ort', city, 'umsatz', revenue, 'geburtstag', birthday, 'notiz', note), 1, 1
      FROM staged WHERE email LIKE '%_@_%._%'
      ON CONFLICT (email_key) DO UPDATE SET first_name = excluded.first_name, last_name = excluded.last_name, fields = excluded.fields;
    INSERT INTO memberships (public_id, contact_id, list_id, status, consent_method, created_at, updated_at)
      SELECT lower(hex(randomblob(8))), c.id, 1, iif(s.status = 'ja', 'subscribed', 'unsubscribed'), 'import', 1, 1
      FROM staged s JOIN contacts c ON c.email_key = lower(trim(s.email)) WHERE 1
      ON CONFLICT (contact_id, list_id) DO NOTHING;
    INSERT INTO events (name, contact_id, at) SELECT 'subscribed', contact_id, 1 FROM memberships WHERE status = 'subscribed';
    COMMIT;`;
  const start = performance.now();
  execFileSync('sqlite3', [join(folder, name)], { input: upsert.replace(/^ {4}/gm, ''), stdio: ['pipe', 'ignore', 'ignore'] });
  return performance.now() - start;
}

const median = (numbers: number[]): number => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;

try {
  const mine: Ours[] = [];
  const theirs: number[] = [];
  for (let run = 0; run < Number(values.runs); run++) {
    mine.push(await ours(run));
    theirs.push(await reference(run));
  }
  const ms = median(mine.map((one) => one.ms));
  const referenceMs = median(theirs);
  const perSecond = (time: number) => Math.round((rows / time) * 1000).toLocaleString('en');
  console.log(`
${rows.toLocaleString('en')} rows, ${(truth.bytes / 1e6).toFixed(1)} MB, ${truth.rejected} of them broken, median of ${values.runs} runs

| | ms | rows/s |
|---|---|---|
| Letterpress | ${Math.round(ms)} | ${perSecond(ms)} |
| Letterpress, the same file again | ${Math.round(median(mine.map((one) => one.againMs)))} | ${perSecond(median(mine.map((one) => one.againMs)))} |
| sqlite3 .import and upsert | ${Math.round(referenceMs)} | ${perSecond(referenceMs)} |
| ratio (to reach: 2 or less) | ${(ms / referenceMs).toFixed(2)} | |

Peak memory ${Math.round(Math.max(...mine.map((one) => one.rss)) / 1e6)} MB; longest pause of the event loop ${Math.round(Math.max(...mine.map((one) => one.longestMs)))} ms.`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
