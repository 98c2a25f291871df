import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { importOptions, type Preview, type Target } from '#shared/rpc/imports.ts';
import { countImports, pageImports, requireImport } from '../../../imports/imports.ts';
import { requireList } from '../../../lists/lists.ts';
import type { Workspace } from '../../../workspace.ts';
import { callerOf } from '../../http/caller.ts';
import { RequestError } from '../../http/failure.ts';
import { noteDeed } from '../../http/records.ts';
import { acceptFiles, withUpload } from '../../http/upload.ts';
import { hasMoreRows } from '../csv-rows.ts';
import { fromId } from '../ids.ts';
import { attend, keepFile, showJob } from '../jobs.ts';
import { doubleOptIn } from '../lists.ts';
import { pageOf, pageQuery } from '../pages.ts';
import { answerOnce, BASE, fingerprintOf, route } from '../route.ts';
import { byId, byListId, failure, importBody, importQuery, type Job, job, pageShape } from '../wire.ts';

const MOST_BYTES = 25 * 1024 * 1024;
const MOST_ROWS = 100_000;
const tag = 'Subscribers';

export async function importRoutes(scope: FastifyInstance): Promise<void> {
  await acceptFiles(scope);
  scope.post(
    `${BASE}/lists/:list_id/subscribers/import`,
    {
      bodyLimit: MOST_BYTES,
      config: { scope: 'write' },
      validatorCompiler: () => () => true,
      schema: {
        operationId: 'import_subscribers',
        summary: 'Bulk import from CSV or JSON',
        description:
          'The file is the body: text/csv with a header and a column email, or application/json. Where consent comes from is said by a column consent_source, by the query or in the JSON. The only POST that needs no Idempotency-Key; one that is given counts.',
        tags: [tag],
        consumes: ['text/csv', 'application/json', 'application/x-ndjson'],
        params: byListId,
        querystring: importQuery,
        body: z.string().meta({ format: 'binary' }),
        response: { 202: job, 400: failure, 404: failure, 409: failure, 413: failure, 415: failure, 422: failure },
      },
    },
    async (request, reply) => {
      const caller = callerOf(request);
      const { workspace } = caller;
      const listId = requireList(workspace.db, fromId('lst', byListId.parse(request.params).list_id)).publicId;
      const query = importQuery.safeParse(request.query);
      if (!query.success) throw new RequestError('malformed', query.error.issues[0]?.message ?? 'bad query');
      const file = await fileOf(request, workspace);
      const begin = async () => {
        const { job: made, consentSource } = await startImport(workspace, { listId, file, query: query.data });
        noteDeed(request, { details: { consent_source: consentSource } });
        return made;
      };
      if (request.headers['idempotency-key'] === undefined) return reply.code(202).send(await begin());
      request.fingerprint = fingerprintOf(request, file.text);
      const work = { kind: 'steps' as const, run: async () => ({ status: 202, body: await begin() }) };
      return answerOnce(request, reply, { caller, work });
    },
  );
}

export function jobRoutes(scope: FastifyInstance): void {
  route(scope, {
    on: 'GET /jobs',
    operation: 'list_jobs',
    summary: 'List the imports, newest first',
    tag,
    scope: 'read',
    query: pageQuery,
    answers: { status: 200, shape: pageShape(job) },
    handle: (call) => {
      const { db } = call.workspace;
      return pageOf(call, {
        read: (after, limit) => pageImports(db, { after: after && String(after[0]), limit }),
        positionOf: ({ id }) => [id],
        show: (one) => showJob(call.workspace, one),
        total: () => countImports(db),
      });
    },
  });

  route(scope, {
    on: 'GET /jobs/:id',
    operation: 'get_job',
    summary: 'How far an import is',
    tag,
    scope: 'read',
    params: byId,
    answers: { status: 200, shape: job },
    handle: ({ workspace, params }) => showJob(workspace, requireImport(workspace.db, fromId('job', params.id))),
  });
}

type File = { name: string; text: string; consentSource: string; mode?: 'skip' | 'upsert' | undefined };

const utf8 = new TextDecoder('utf-8', { fatal: true });

async function fileOf(request: FastifyRequest, workspace: Workspace): Promise<File> {
  const type = (request.headers['content-type'] ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? '';
  const folder = join(workspace.folder, 'uploads');
  const text = await withUpload({ request, folder, part: 'file' }, async (upload) => {
    if (!upload || upload.bytes === 0) throw new RequestError('malformed', 'A CSV or JSON body is required.');
    if (upload.bytes > MOST_BYTES) throw new RequestError('too-large', 'An import can have 25 MB.');
    const parts = await Readable.from(createReadStream(upload.path)).toArray();
    try {
      return utf8.decode(Buffer.concat(parts as Buffer[]));
    } catch {
      throw new RequestError('malformed', 'the body is not valid UTF-8');
    }
  });
  if (type === 'application/json') return ofJson(parse(text));
  if (type === 'application/x-ndjson' || type === 'application/ndjson')
    return ofJson(
      text
        .split('\n')
        .filter((line) => line.trim() !== '')
        .map(parse),
    );
  if (type === 'text/csv' || type === 'multipart/form-data' || type === 'text/plain' || type === 'application/octet-stream')
    return { name: 'import.csv', text, consentSource: '' };
  throw new RequestError('unsupported', 'Send text/csv or application/json.');
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new RequestError('malformed', 'bad json');
  }
}

const cell = (value: unknown): string =>
  `"${String(value ?? '')
    .replaceAll('"', '""')
    .replaceAll('\0', '')}"`;

/** JSON as the file that it stands for, so that both are imported in the same way. */
function ofJson(body: unknown): File {
  const parsed = importBody.safeParse(Array.isArray(body) ? { subscribers: body } : body);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new RequestError('malformed', `${issue?.path.join('.') ?? 'body'}: ${issue?.message ?? 'is not as it should be'}`);
  }
  const { subscribers, consent_source: source = '', mode } = parsed.data;
  const names = [...new Set(subscribers.flatMap(({ fields = {} }) => Object.keys(fields)))];
  const head = ['email', 'tags', 'status', 'consent_source', ...names].map(cell).join(',');
  const rows = subscribers.map(({ email, tags = [], status = '', consent_source: own = source, fields = {} }) =>
    [email, tags.join(';'), status, own, ...names.map((name) => fields[name])].map(cell).join(','),
  );
  return { name: 'import.json', text: [head, ...rows].join('\n'), consentSource: source, mode };
}

type Begun = { listId: string; file: File; query: z.output<typeof importQuery> };

async function startImport(workspace: Workspace, { listId, file, query }: Begun): Promise<{ job: Job; consentSource: string }> {
  const { db, imports } = workspace;
  // The preview of a large file only estimates how many rows it has.
  if (await hasMoreRows(file.text, MOST_ROWS)) throw new RequestError('too-large', `An import can have ${MOST_ROWS} rows.`);
  const { path, drop } = await keepFile(workspace, file.text);
  try {
    const { reading } = await imports.preview({ path }, { ...(await imports.preview({ path })).reading, header: true });
    const preview = await imports.preview({ path }, reading);
    const emailAt = preview.columns.findIndex(({ name }) => name.trim().toLowerCase() === 'email');
    if (emailAt < 0) throw new RequestError('malformed', 'The CSV needs a header with a column email.');
    const source = query.consent_source || file.consentSource || sourceIn(preview);
    if (source === '')
      throw new RequestError('malformed', 'consent_source is required: as a column, in the query or in the JSON.');
    const options = importOptions.parse({
      reading: preview.reading,
      mapping: preview.columns.map(targetOf),
      list: { id: listId },
      existing: (file.mode ?? query.mode) === 'upsert' ? 'overwrite' : 'skip',
      status: doubleOptIn(db, listId) ? 'pending' : 'subscribed',
      consentSource: source,
    });
    const id = await imports.start({ path }, options);
    attend(workspace, { id, drop });
    return { job: showJob(workspace, requireImport(db, id)), consentSource: source };
  } catch (error) {
    await drop();
    throw error;
  }
}

const isSource = (name: string) => name.trim().toLowerCase() === 'consent_source';

/** What the column says, as far as the first rows do: an import has one source, or several named together. */
function sourceIn({ columns, sample }: Preview): string {
  const at = columns.findIndex(({ name }) => isSource(name));
  if (at < 0) return '';
  return [...new Set(sample.map(({ cells }) => (cells[at] ?? '').trim()).filter(Boolean))].join(', ').slice(0, 500);
}

function targetOf({ name, guess }: Preview['columns'][number]): Target {
  switch (name.trim().toLowerCase()) {
    case 'email':
      return { to: 'email' };
    case 'tags':
      return { to: 'tags' };
    case 'status':
      return { to: 'status' };
    case 'first_name':
      return { to: 'firstName' };
    case 'last_name':
      return { to: 'lastName' };
    case 'consent_source':
      return { to: 'nothing' };
    default:
      return guess.to === 'field' || guess.to === 'newField'
        ? guess
        : { to: 'newField', label: name.slice(0, 80) || 'column', type: 'text' };
  }
}
