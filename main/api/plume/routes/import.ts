import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { Preview, Target } from '#shared/rpc/imports.ts';
import { importOptions } from '#shared/rpc/imports.ts';
import { unavailable } from '../../../base/errors.ts';
import { emailKey } from '../../../contacts/contacts.ts';
import type { ReadDb } from '../../../db/db.ts';
import { pageRejects } from '../../../imports/imports.ts';
import { listLists, requireList } from '../../../lists/lists.ts';
import type { Workspace } from '../../../workspace.ts';
import { callerOf } from '../../http/caller.ts';
import { RequestError } from '../../http/failure.ts';
import { acceptFiles, UPLOAD_LIMIT, withUpload } from '../../http/upload.ts';
import { byListId, consent, failure, type ImportCounts, importCounts } from '../wire.ts';

const form = z.object({ file: z.string().meta({ format: 'binary' }), consent: z.string().optional() }).optional();

export async function importRoutes(scope: FastifyInstance): Promise<void> {
  await acceptFiles(scope);
  scope.post(
    '/api/lists/:listId/import',
    {
      bodyLimit: UPLOAD_LIMIT,
      // The form is read as a stream by the handler; its shape is here for the document.
      validatorCompiler: () => () => true,
      schema: {
        tags: ['Lists'],
        summary: 'Import subscribers from a CSV',
        description:
          'The file is the part "file" of a form, or the body itself. With consent=existing people come in as active, else as pending.',
        consumes: ['multipart/form-data'],
        params: byListId,
        querystring: consent,
        body: form,
        response: { 200: importCounts, 400: failure, 404: failure },
      },
    },
    async (request) => {
      const { workspace } = callerOf(request);
      const { publicId } = requireList(workspace.db, byListId.parse(request.params).listId);
      const asked = readConsent(request.query);
      return await withUpload({ request, folder: join(workspace.folder, 'uploads'), part: 'file' }, async (upload) => {
        if (!upload) throw new RequestError('malformed', "missing 'file' upload");
        const isExisting = asked || readConsent(upload.members);
        return await importFile(workspace, { path: upload.path, listId: publicId, isExisting });
      });
    },
  );
}

function readConsent(members: unknown): boolean {
  const parsed = consent.safeParse(members);
  if (!parsed.success) throw new RequestError('malformed', parsed.error.issues[0]?.message ?? 'bad request');
  return parsed.data.consent === 'existing';
}

async function importFile(
  { db, imports }: Workspace,
  { path, listId, isExisting }: { path: string; listId: string; isExisting: boolean },
): Promise<ImportCounts> {
  const { reading } = await imports.preview({ path });
  // This dialect's files always begin with their header.
  const preview = await imports.preview({ path }, { ...reading, header: true });
  if (preview.columns.length === 0) throw new RequestError('malformed', 'empty or invalid CSV');
  const emailAt = emailColumn(preview);
  const options = importOptions.parse({
    reading: preview.reading,
    mapping: preview.columns.map((column, index) => targetOf(column, { isEmail: index === emailAt, isExisting })),
    list: { id: listId },
    existing: 'fill',
    status: isExisting ? 'subscribed' : 'pending',
    consentSource: isExisting ? 'API, consent given before' : 'API',
  });
  const before = membersOf(db, listId);
  const id = await imports.start({ path }, options);
  const result = await imports.finished(id);
  if (result.state !== 'finished') throw unavailable('imports.unfinished', result.error || 'the import did not come to its end');
  const rejects = rejectsOf(db, { id, emailAt });
  // Who is in the list already is skipped here, whether or not the row told something new about them.
  const imported = Math.max(0, membersOf(db, listId) - before);
  const counts = {
    imported,
    skipped: Math.max(0, result.imported + result.updated + result.unchanged - imported) + rejects.blank,
    failed: result.rejected - rejects.blank,
  };
  return { Imported: counts.imported, Skipped: counts.skipped, Failed: counts.failed, ...counts, errors: rejects.errors };
}

function membersOf(db: ReadDb, listId: string): number {
  const list = listLists(db).find(({ id }) => id === listId);
  return list ? list.subscribed + list.pending + list.unsubscribed : 0;
}

function emailColumn({ columns }: Preview): number {
  const named = columns.findIndex(({ name }) => name.trim().toLowerCase() === 'email');
  // An address in the place of a name means that the file has no header, and its first row is somebody.
  const guessed = columns.findIndex(({ name, guess }) => guess.to === 'email' && !emailKey(name).ok);
  if (named < 0 && guessed < 0) throw new RequestError('malformed', "CSV must have an 'email' column");
  return named >= 0 ? named : guessed;
}

type Column = Preview['columns'][number];

function targetOf({ name, guess }: Column, { isEmail, isExisting }: { isEmail: boolean; isExisting: boolean }): Target {
  if (isEmail) return { to: 'email' };
  if (name.trim().toLowerCase() === 'name') return { to: 'name' };
  // Without their consent a column of the file can make nobody active; it is kept as what it is, a column.
  const isPromise = guess.to === 'status' || guess.to === 'consentAt';
  if (guess.to === 'email' || (isPromise && !isExisting)) return { to: 'newField', label: name, type: 'text' };
  return guess;
}

/** So many errors are told; the app has all of them. */
const MOST_ERRORS = 1000;

function rejectsOf(
  db: ReadDb,
  { id, emailAt }: { id: string; emailAt: number },
): { errors: ImportCounts['errors']; blank: number } {
  const errors: ImportCounts['errors'] = [];
  let blank = 0;
  for (let offset = 0; ; offset += MOST_ERRORS) {
    const { rows } = pageRejects(db, { id, offset, limit: MOST_ERRORS });
    for (const { line, reason, cells } of rows) {
      const email = (cells[emailAt] ?? '').trim();
      if (email === '') blank += 1;
      else if (errors.length < MOST_ERRORS) errors.push({ row: line, email, reason });
    }
    if (rows.length < MOST_ERRORS) return { errors, blank };
  }
}
