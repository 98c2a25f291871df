import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { temporaryFolder } from '../db/testing.ts';
import type { ParseJob } from '../imports/imports.ts';
import { createPool, type Pool } from './pool.ts';
import { createWorkers } from './workers.ts';

const entry = fileURLToPath(new URL('./entry.ts', import.meta.url));
let folder: string;
let remove: () => void;
let pool: Pool;
beforeEach(() => {
  ({ folder, remove } = temporaryFolder());
  pool = createPool({ entry, threads: 1, idleMs: 60_000 });
});
afterEach(async () => {
  await pool.stop();
  remove();
});

const job = (rows: number): ParseJob => {
  const path = join(folder, `${rows}.csv`);
  writeFileSync(path, `email\n${Array.from({ length: rows }, (_, index) => `p${index}@example.com`).join('\n')}`);
  return { path, reading: { encoding: 'utf-8', delimiter: ',', header: true }, columns: [{ to: 'email' }], status: 'subscribed' };
};
const never = new AbortController().signal;
const count = async (rows: number, signal = never) => {
  let people = 0;
  for await (const slice of pool.run('parse-import', job(rows), signal)) people += slice.rows;
  return people;
};

it('hands out all that a thread reads', async () => expect(await count(40_500)).toBe(40_500));

it('uses one thread again for the next job', async () => {
  await count(10);
  await count(20);
  expect(pool.size()).toBe(1);
});

it('gives no job to a thread that is just ending because it was idle', async () => {
  const hasty = createPool({ entry, threads: 1, idleMs: 1 });
  for (let turn = 0; turn < 5; turn++) {
    for await (const _ of hasty.run('parse-import', job(1), never));
    // Until it was told to end, and before it has.
    await new Promise((resolve) => setTimeout(resolve, 3));
  }
  await hasty.stop();
});

it('lets a job wait until a thread is free', async () => {
  expect(await Promise.all([count(5000), count(3000), count(10)])).toEqual([5000, 3000, 10]);
  expect(pool.size()).toBe(1);
});

it('carries an error that the caller is meant to understand across, with its code', async () => {
  const missing = { ...job(1), path: join(folder, 'missing.csv') };
  await expect(pool.run('parse-import', missing, never).next()).rejects.toMatchObject({
    name: 'DomainError',
    code: 'imports.file-gone',
    kind: 'unavailable',
  });
  expect(await count(10)).toBe(10);
});

it('carries any other error across as a defect', async () => {
  const wrong = { ...job(1), columns: null } as unknown as ParseJob;
  const failed = pool.run('parse-import', wrong, never).next();
  await expect(failed).rejects.toThrow('null');
  await expect(failed).rejects.not.toHaveProperty('code');
});

it('ends a job that is aborted, and the thread does the next one', async () => {
  const controller = new AbortController();
  let slices = 0;
  for await (const _ of pool.run('parse-import', job(200_000), controller.signal)) if (++slices === 2) controller.abort();
  expect(slices).toBeLessThan(100);
  expect(await count(10)).toBe(10);
  await expect(count(10, AbortSignal.abort())).rejects.toMatchObject({ name: 'AbortError' });
});

it('ends a job whose loop is left', async () => {
  for await (const slice of pool.run('parse-import', job(200_000), never)) {
    expect(slice.rows).toBe(1000);
    break;
  }
  expect(await count(10)).toBe(10);
  expect(pool.size()).toBe(1);
});

it('fails a job whose thread dies, and takes another thread for the next one', async () => {
  const dying = join(folder, 'dying.mjs');
  writeFileSync(dying, "import { parentPort } from 'node:worker_threads'; parentPort.on('message', () => process.exit(3));");
  const fragile = createPool({ entry: dying, threads: 1, idleMs: 60_000 });
  for (let time = 0; time < 2; time++) {
    await expect(fragile.run('parse-import', job(1), never).next()).rejects.toThrow('ended unexpectedly');
  }
  await fragile.stop();
});

it('ends a thread that has had nothing to do for a while', async () => {
  const brief = createPool({ entry, threads: 1, idleMs: 1 });
  for await (const _ of brief.run('parse-import', job(1), never));
  await vi.waitFor(() => expect(brief.size()).toBe(0));
  await brief.stop();
});

it('does the jobs that the domains have asked for', async () => {
  const workers = createWorkers();
  const preview = await workers.previewFile({ path: job(3).path, fileName: 'people.csv', reading: undefined, fields: [] });
  expect(preview).toMatchObject({
    fileName: 'people.csv',
    rows: 3,
    rowsExact: true,
    columns: [{ name: 'email', guess: { to: 'email' } }],
  });
  await expect(workers.previewFile({ path: folder, fileName: 'folder', reading: undefined, fields: [] })).rejects.toMatchObject({
    code: 'imports.not-a-file',
  });
  await workers.stop();
});
