import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Target } from '#shared/rpc/imports.ts';
import { temporaryFolder } from '../../db/testing.ts';
import { parseRows } from '../parse.ts';
import type { Column, ParsedPerson, RejectedRow } from '../ports.ts';
import { previewFile } from '../preview.ts';
import type { CorpusCase } from './case.fixture.ts';
import { exportsOfTools } from './exports.fixture.ts';
import { refused } from './refused.fixture.ts';
import { sheets } from './sheets.fixture.ts';
import { texts } from './texts.fixture.ts';
import { vcards } from './vcards.fixture.ts';

const corpus: CorpusCase[] = [...texts, ...sheets, ...vcards, ...exportsOfTools];

let folder: string;
let remove: () => void;
beforeAll(() => {
  ({ folder, remove } = temporaryFolder());
});
afterAll(() => remove());

async function put({ name, bytes }: Pick<CorpusCase, 'name' | 'bytes'>): Promise<string> {
  const path = join(folder, name);
  writeFileSync(path, typeof bytes === 'function' ? await bytes() : bytes);
  return path;
}

const named = (target: Target): string =>
  target.to === 'newField' ? `newField:${target.type}` : target.to === 'suppressed' ? `suppressed:${target.reason}` : target.to;
const asColumn = (target: Target): Column =>
  target.to === 'newField'
    ? { to: 'field', key: target.label, label: target.label, type: target.type }
    : target.to === 'field'
      ? { to: 'nothing' }
      : target;

async function read(path: string, file: CorpusCase) {
  const found = await previewFile({ path, fileName: file.name, reading: undefined, fields: [] });
  const corrected = { ...found.reading, ...file.corrected };
  const preview = await previewFile({ path, fileName: file.name, reading: corrected, fields: [], choices: file.choices ?? {} });
  const people: ParsedPerson[] = [];
  const rejects: RejectedRow[] = [];
  const columns = preview.columns.map(({ guess }) => asColumn(guess));
  const job = { path, reading: preview.reading, columns, status: 'subscribed' as const, ...file.choices };
  for await (const slice of parseRows(job, new AbortController().signal)) {
    people.push(...slice.people);
    rejects.push(...slice.rejects);
  }
  rejects.sort((a, b) => a.line - b.line);
  return { found, preview, people, rejects };
}

it('is of at least sixty files, each of another name', () => {
  expect(corpus.length).toBeGreaterThanOrEqual(60);
  expect(new Set(corpus.map(({ name }) => name)).size).toBe(corpus.length);
});

it.each(corpus.map((file) => [file.name, file] as const))('accounts for %s', async (_, file) => {
  const { preview, people, rejects, found } = await read(await put(file), file);
  expect(preview.reading).toMatchObject({ encoding: 'utf-8', delimiter: ',', header: true, ...file.as });
  if (file.columns) expect(preview.columns.map(({ guess }) => named(guess))).toEqual(file.columns);
  expect(found.tool).toBe(file.tool ?? null);
  if (file.notes) expect(preview.notes.join('\n')).toMatch(file.notes);

  const account = {
    rows: people.length + rejects.length,
    taken: people.length,
    rejected: rejects.map(({ line, reason }) => `${line} ${reason}`),
    suppressed: Object.fromEntries(
      [...Map.groupBy(people, ({ suppress }) => suppress)]
        .filter(([reason]) => reason !== null)
        .map(([reason, some]) => [reason, some.length]),
    ),
    pending: people.filter(({ status }) => status === 'pending').length,
  };
  expect(account).toEqual({
    rows: file.rows,
    taken: file.taken,
    rejected: (file.rejected ?? []).map(([line, reason]) =>
      expect.stringMatching(new RegExp(`^${line} .*${reason.source}`, 's')),
    ),
    suppressed: file.suppressed ?? {},
    pending: file.pending ?? 0,
  });
  for (const [key, person] of Object.entries(file.people ?? {})) {
    expect(
      people.find((one) => one.key === key),
      key,
    ).toMatchObject(person);
  }

  // What is small was looked at as a whole, so that what was shown before is what came of it.
  if (!preview.rowsExact) return;
  const { outlook } = preview;
  expect({
    rows: outlook.rows,
    taken: outlook.taken,
    rejected: outlook.rejects.reduce((sum, { rows }) => sum + rows, 0),
    suppressed: Object.fromEntries(outlook.suppressed.map(({ reason, rows }) => [reason, rows])),
    pending: outlook.pending,
    repeats: outlook.repeats,
    typos: outlook.typos.rows,
    roles: outlook.roles.rows,
  }).toEqual({
    rows: file.rows,
    taken: file.taken,
    rejected: file.rejected?.length ?? 0,
    suppressed: file.suppressed ?? {},
    pending: file.pending ?? 0,
    repeats: file.repeats ?? 0,
    typos: file.typos ?? 0,
    roles: file.roles ?? 0,
  });
});

it.each(refused.map((file) => [file.name, file] as const))('refuses %s in plain words', async (_, file) => {
  const path = await put(file);
  const answer = previewFile({ path, fileName: file.name, reading: undefined, fields: [] });
  await expect(answer).rejects.toMatchObject({ name: 'DomainError', code: file.code, message: expect.stringMatching(file.says) });
});
