import { existsSync, readFileSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';
import { createChanges } from '../main/base/changes.ts';
import { systemClock } from '../main/base/clock.ts';
import { keepHeapSmall } from '../main/base/heap.ts';
import { silentLogger } from '../main/base/logger.ts';
import { openWrite, sql, workspaceMigrations } from '../main/db/db.ts';
import { createImports } from '../main/imports/imports.ts';
import { createPool } from '../main/workers/pool.ts';
import { workersOf } from '../main/workers/workers-of.ts';
import type { Truth } from './make-csv.ts';

export type Ours = {
  ms: number;
  againMs: number;
  undoMs: number;
  /** Of the main thread, while the file was imported the first time. */
  cpuMs: number;
  /** Of the whole process meanwhile. */
  allCpuMs: number;
  againCpuMs: number;
  undoCpuMs: number;
  peakBytes: number;
  p99Ms: number;
  longestPauseMs: number;
};

/** Without the pages of the database file that are mapped: the system takes those back whenever it needs them. */
function ownMemory(): number {
  const status = '/proc/self/status';
  const own = existsSync(status) ? /^RssAnon:\s+(\d+) kB$/m.exec(readFileSync(status, 'utf8')) : null;
  return own ? Number(own[1]) * 1024 : process.memoryUsage.rss();
}

/** Imports a file twice and takes the first import back, as the app does it, checks the numbers, and measures. In a process of its own. */
async function importTwice({ file, database, truth }: { file: string; database: string; truth: Truth }): Promise<Ours> {
  keepHeapSmall();
  const db = await openWrite({ file: database, logger: silentLogger, migrations: workspaceMigrations, create: true });
  const entry = fileURLToPath(new URL('../main/workers/entry.ts', import.meta.url));
  const workers = workersOf(createPool({ entry, threads: 1, idleMs: 1000 }));
  const imports = createImports({
    db,
    clock: systemClock,
    changes: createChanges(),
    logger: silentLogger,
    ...workers,
    resolveSource: () => ({ path: file, fileName: 'people.csv' }),
  });
  let peakBytes = 0;
  const sample = setInterval(() => {
    peakBytes = Math.max(peakBytes, ownMemory());
  }, 25);
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  const once = async (): Promise<{ id: string; ms: number }> => {
    const start = performance.now();
    const { columns, reading } = await imports.preview({ path: file });
    const mapping = columns.map((column) => column.guess);
    const terms = { existing: 'fill', status: 'subscribed', consentSource: 'bench' } as const;
    const id = await imports.start({ path: file }, { reading, mapping, list: { newName: 'People' }, ...terms, tags: [] });
    const { state, imported, updated, unchanged, rejected } = await imports.finished(id);
    const wrong = state !== 'finished' || imported + updated + unchanged + rejected !== truth.rows || rejected !== truth.rejected;
    if (wrong) throw new Error(`wrong: ${JSON.stringify({ state, imported, updated, unchanged, rejected, truth })}`);
    return { id, ms: performance.now() - start };
  };
  const before = process.threadCpuUsage();
  const allBefore = process.cpuUsage();
  const first = await once();
  const { user, system } = process.threadCpuUsage(before);
  const all = process.cpuUsage(allBefore);
  const againBefore = process.threadCpuUsage();
  const again = await once();
  const againCpu = process.threadCpuUsage(againBefore);
  const people = db.value<number>(sql`SELECT count(*) AS count FROM contacts`);
  if (people !== truth.imported) throw new Error(`${people} contacts, expected ${truth.imported}`);
  const undoBefore = process.threadCpuUsage();
  const start = performance.now();
  imports.undo(first.id);
  const { undo, undoKept } = await imports.finished(first.id);
  const undoMs = performance.now() - start;
  const undoCpu = process.threadCpuUsage(undoBefore);
  const left = db.value<number>(sql`SELECT count(*) AS count FROM contacts`);
  if (undo !== 'undone' || undoKept !== 0 || left !== 0) throw new Error(`${left} contacts after the undo, ${undoKept} kept`);
  clearInterval(sample);
  await workers.stop();
  db.close();
  const inMs = (usage: { user: number; system: number }) => (usage.user + usage.system) / 1000;
  const cpu = { cpuMs: inMs({ user, system }), allCpuMs: inMs(all), againCpuMs: inMs(againCpu), undoCpuMs: inMs(undoCpu) };
  const pauses = { p99Ms: delay.percentile(99) / 1e6, longestPauseMs: delay.max / 1e6 };
  return { ms: first.ms, againMs: again.ms, undoMs, ...cpu, peakBytes, ...pauses };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  console.log(JSON.stringify(await importTwice(JSON.parse(process.argv[2] ?? ''))));
}
