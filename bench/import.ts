/**
 * Importing a file of customers: ours (read, checked, merged, suppressed, written slice by slice through the one
 * connection of the app) next to `sqlite3 .import` of the same file and an upsert of it in SQL into the same tables.
 *
 *   npx node bench/import.ts [--rows 100000] [--runs 3]
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { silentLogger } from '../main/base/logger.ts';
import { openWrite, workspaceMigrations } from '../main/db/db.ts';
import { appEnv } from '../scripts/memory.mjs';
import type { Ours } from './import-ours.ts';
import { makeCsv } from './make-csv.ts';

const { values } = parseArgs({
  options: { rows: { type: 'string', default: '100000' }, runs: { type: 'string', default: '3' } },
});
const rows = Number(values.rows);
const folder = mkdtempSync(join(tmpdir(), 'letterpress-bench-'));
const file = join(folder, 'people.csv');
const truth = await makeCsv({ file, rows });

/** With what `npm start` limits memory to. */
function ours(run: number): Ours {
  const script = fileURLToPath(new URL('./import-ours.ts', import.meta.url));
  const input = { file, database: join(folder, `ours-${run}.db`), truth };
  return JSON.parse(
    execFileSync(process.execPath, ['--max-semi-space-size=16', script, JSON.stringify(input)], {
      encoding: 'utf8',
      env: appEnv,
    }),
  );
}

/** What SQLite alone does with the file: addresses hardly checked, values not read, broken rows taken as they come. */
async function reference(run: number): Promise<number> {
  const database = join(folder, `reference-${run}.db`);
  (await openWrite({ file: database, logger: silentLogger, migrations: workspaceMigrations, create: true })).close();
  const upsert = `
    PRAGMA synchronous = FULL;
    PRAGMA cache_size = -65536;
    CREATE TEMP TABLE staged (email, first_name, last_name, city, revenue, birthday, status, note);
    .mode csv
    .import --skip 1 ${file} staged
    BEGIN;
    INSERT INTO lists (id, public_id, name, created_at, updated_at) VALUES (1, 'list', 'People', 1, 1);
    INSERT INTO contacts (public_id, email, email_key, first_name, last_name, name_key, fields, created_at, updated_at)
      SELECT lower(hex(randomblob(8))), trim(email), lower(trim(email)), first_name, last_name, lower(last_name || ' ' || first_name),
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
  execFileSync('sqlite3', [database], { input: upsert.replace(/^ {4}/gm, ''), stdio: ['pipe', 'ignore', 'ignore'] });
  return performance.now() - start;
}

const median = (numbers: number[]): number => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;
const perRow = (figure: 'cpuMs' | 'allCpuMs' | 'againCpuMs' | 'undoCpuMs', mine: Ours[]): string =>
  ((1000 * median(mine.map((one) => one[figure]))) / rows).toFixed(1);
const most = (numbers: number[]): number => Math.round(Math.max(...numbers));

try {
  const mine: Ours[] = [];
  const theirs: number[] = [];
  for (let run = 0; run < Number(values.runs); run++) {
    mine.push(ours(run));
    theirs.push(await reference(run));
  }
  const ms = median(mine.map((one) => one.ms));
  const againMs = median(mine.map((one) => one.againMs));
  const undoMs = median(mine.map((one) => one.undoMs));
  const referenceMs = median(theirs);
  const line = (name: string, time: number) =>
    `| ${name} | ${Math.round(time)} | ${Math.round((rows / time) * 1000).toLocaleString('en')} | ${(time / referenceMs).toFixed(2)} |`;
  console.log(`
${rows.toLocaleString('en')} rows, ${(truth.bytes / 1e6).toFixed(1)} MB, ${truth.rejected} of them broken; median of ${values.runs} runs

| | ms | rows/s | ratio |
|---|---|---|---|
${line('sqlite3 .import and upsert', referenceMs)}
${line('Letterpress, with preview and start of its thread', ms)}
${line('Letterpress, the same file again', againMs)}
${line('Letterpress, the first import undone', undoMs)}

Time of the processor for a row: ${perRow('allCpuMs', mine)} µs for all threads, of which the main one ${perRow('cpuMs', mine)}; the same file again ${perRow('againCpuMs', mine)}, the undo ${perRow('undoCpuMs', mine)}.
The main thread did not look up for ${median(mine.map((one) => one.p99Ms)).toFixed(1)} ms at the 99th percentile, ${most(mine.map((one) => one.longestPauseMs))} ms at most.
Peak memory of the process ${most(mine.map((one) => one.peakBytes / 1e6))} MB.`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
