import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, expect, it } from 'vitest';
import { silentLogger } from '../../base/logger.ts';
import { openWrite, sql, workspaceMigrations } from '../../db/db.ts';
import { temporaryFolder } from '../../db/testing.ts';
import { until } from '../../delivery/testing.ts';

const program = fileURLToPath(new URL('./jobs.fixture.ts', import.meta.url));
const workerPaths = new URL('../../../scripts/from-source.mjs', import.meta.url).href;
const ROWS = 20_000;

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const step of closing.splice(0).reverse()) await step();
});

/** Resolves when the process has begun its work; `kill` ends it without warning. */
async function start(...given: string[]): Promise<{ kill: () => Promise<void> }> {
  const child: ChildProcess = spawn(process.execPath, ['--import', workerPaths, program, ...given], {
    env: { ...process.env, NODE_OPTIONS: '' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const gone = once(child, 'exit');
  const kill = async () => {
    child.kill('SIGKILL');
    await gone;
  };
  closing.push(kill);
  const tooSoon = gone.then(() => Promise.reject(new Error('it ended before it had begun')));
  if (child.stdout) await Promise.race([once(child.stdout, 'data'), tooSoon]);
  tooSoon.catch(() => undefined);
  return { kill };
}

it('goes on with an import after a kill in the middle, brings in everybody once, and drops the file at the end', async () => {
  const { folder: root, remove } = temporaryFolder();
  closing.push(remove);
  const folder = join(root, 'workspace');
  const files = () => readdirSync(join(folder, 'jobs'));
  const first = await start(folder, String(ROWS));
  const db = await openWrite({
    file: join(folder, 'letterpress.db'),
    logger: silentLogger,
    migrations: workspaceMigrations,
    create: false,
  });
  closing.push(db.close);
  const rows = () => db.value<number>(sql`SELECT rows FROM imports`) ?? 0;
  const told = (name: string) => db.value<number>(sql`SELECT count(*) FROM events WHERE name = ${name}`) ?? 0;
  await until('it is under way', () => rows() > 2_000);
  await first.kill();
  const reached = rows();
  // Otherwise it was over before the kill, and nothing was tested.
  expect(reached).toBeLessThan(ROWS);
  expect(files().length).toBe(1);

  await start(folder);
  await until('it has ended and was told of', () => told('import.completed') === 1 && files().length === 0, 40_000);
  expect(db.all(sql`SELECT state, rows, imported FROM imports`)).toEqual([{ state: 'finished', rows: ROWS, imported: ROWS }]);
  expect(db.value(sql`SELECT count(*) FROM memberships`)).toBe(ROWS);
  expect(told('import.failed')).toBe(0);
}, 60_000);
