import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createChanges } from '../base/changes.ts';
import { systemClock } from '../base/clock.ts';
import { silentLogger } from '../base/logger.ts';
import { openWrite, sql, type WriteDb, workspaceMigrations } from '../db/db.ts';
import { temporaryFolder } from '../db/testing.ts';
import { createImports, type Imports, importedContacts, listImports, packSlices, parseRows, previewFile } from './imports.ts';

const ROWS = 6000;
const program = fileURLToPath(new URL('./kill.fixture.ts', import.meta.url));
let folder: ReturnType<typeof temporaryFolder>;
let database: string;
let file: string;
beforeEach(() => {
  folder = temporaryFolder();
  database = join(folder.folder, 'letterpress.db');
  file = join(folder.folder, 'people.csv');
  // Every tenth is broken, every seventh is there twice, every eleventh has left.
  const rows = Array.from({ length: ROWS }, (_, row) =>
    row % 10 === 3
      ? `nobody ${row},x,ja`
      : `p${row % 7 === 0 ? Math.floor(row / 14) * 14 : row}@example.com,Anna ${row},${row % 11 === 0 ? 'nein' : 'ja'}`,
  );
  writeFileSync(file, `email,vorname,status\n${rows.join('\n')}\n`);
});
afterEach(() => folder.remove());

/** Runs the program and kills it once it has told so many steps. */
async function killAfter(steps: number, undone = ''): Promise<void> {
  const child = spawn(process.execPath, [program, database, file, undone], { stdio: ['ignore', 'pipe', 'inherit'] });
  let told = 0;
  child.stdout.on('data', (data: Buffer) => {
    told += data.length;
    if (told >= steps) child.kill('SIGKILL');
  });
  await once(child, 'exit');
  expect(child.signalCode).toBe('SIGKILL');
}

async function reopened<Result>(work: (opened: { db: WriteDb; imports: Imports }) => Promise<Result>): Promise<Result> {
  const db = await openWrite({ file: database, logger: silentLogger, migrations: workspaceMigrations, create: false });
  const imports = createImports({
    db,
    clock: systemClock,
    changes: createChanges(),
    logger: silentLogger,
    parseFile: (job, { signal, from }) => packSlices(parseRows(job, signal), from),
    previewFile,
    resolveSource: () => ({ path: file, fileName: 'people.csv' }),
  });
  imports.recover();
  try {
    return await work({ db, imports });
  } finally {
    await imports.stop();
    db.close();
  }
}

const people = (db: WriteDb) =>
  db.all(sql`SELECT c.email_key, c.first_name, m.status, s.reason,
      (SELECT count(*) FROM contact_tags t WHERE t.contact_id = c.id) AS tags
    FROM contacts c JOIN memberships m ON m.contact_id = c.id LEFT JOIN suppressions s ON s.email_key = c.email_key ORDER BY c.email_key`);

it('goes on after the process was killed, from the last slice, and accounts for every row as if nothing had been', async () => {
  await killAfter(3);
  const cut = await reopened(async ({ db, imports }) => {
    const [interrupted] = listImports(db);
    expect(interrupted).toMatchObject({ state: 'interrupted' });
    expect(interrupted?.rows).toBeGreaterThan(0);
    expect(interrupted?.rows).toBeLessThan(ROWS);
    await imports.resume(interrupted?.id ?? '');
    const result = await imports.finished(interrupted?.id ?? '');
    expect(result).toMatchObject({ state: 'finished', rows: ROWS, rejected: ROWS / 10 });
    const own = db.value<number>(sql`SELECT count(*) FROM contacts WHERE id IN (${importedContacts(result.id)})`);
    expect(own).toBe(db.value<number>(sql`SELECT count(*) FROM contacts`));
    return { result, people: people(db) };
  });
  database = join(folder.folder, 'whole.db');
  (await openWrite({ file: database, logger: silentLogger, migrations: workspaceMigrations, create: true })).close();
  const whole = await reopened(async ({ db, imports }) => {
    const { reading, columns } = await imports.preview({ path: file });
    const terms = { existing: 'overwrite', status: 'subscribed', consentSource: '' } as const;
    const mapping = columns.map(({ guess }) => guess);
    const id = await imports.start({ path: file }, { reading, mapping, list: { newName: 'Messe' }, ...terms, tags: ['Messe'] });
    return { result: await imports.finished(id), people: people(db) };
  });
  const { imported, updated, unchanged, rejected, repeated } = whole.result;
  expect(cut.result).toMatchObject({ imported, updated, unchanged, rejected, repeated });
  expect(cut.people).toEqual(whole.people);
});

it('can be undone after the process was killed, though the undo was killed as well', async () => {
  await killAfter(4);
  const id = await reopened(async ({ db }) => listImports(db)[0]?.id ?? '');
  await killAfter(1, id);
  await reopened(async ({ db, imports }) => {
    expect(await imports.finished(id)).toMatchObject({ undo: 'undone', undoKept: 0 });
    for (const table of ['contacts', 'memberships', 'suppressions', 'tags', 'contact_tags', 'events', 'lists'])
      expect([table, db.value<number>({ text: `SELECT count(*) FROM ${table}`, values: [], isSql: true })]).toEqual([table, 0]);
  });
});

it('does not go on with a file that was changed meanwhile', async () => {
  await killAfter(2);
  appendFileSync(file, 'one-more@example.com,Zoë,ja\n');
  await reopened(async ({ db, imports }) => {
    await expect(imports.resume(listImports(db)[0]?.id ?? '')).rejects.toMatchObject({ code: 'imports.other-file' });
    expect(listImports(db)).toMatchObject([{ state: 'interrupted' }]);
  });
});
