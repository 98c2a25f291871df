import { createWriteStream, statSync } from 'node:fs';
import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import multipart from '@fastify/multipart';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { newId } from '../../base/ids.ts';
import { RequestError } from './failure.ts';

export const UPLOAD_LIMIT = 512 * 1024 * 1024;

/** A file that a request brought, on the disk, with the form's other members. Null when it brought none. */
type Upload = { path: string; bytes: number; members: Record<string, string> };

/** Lets the routes of a scope take a file: as a part of a form, or as the body itself whatever its type. */
export async function acceptFiles(scope: FastifyInstance): Promise<void> {
  scope.removeAllContentTypeParsers();
  await scope.register(multipart, { limits: { fileSize: UPLOAD_LIMIT, files: 5, fields: 50, fieldSize: 64 * 1024 } });
  scope.addContentTypeParser('*', (_request: FastifyRequest, payload: Readable, done: (error: null, body: Readable) => void) =>
    done(null, payload),
  );
}

/** Keeps the file in the folder for as long as `use` takes, and removes it whatever happens. */
export async function withUpload<Result>(
  options: { request: FastifyRequest; folder: string; part: string },
  use: (upload: Upload | null) => Promise<Result>,
): Promise<Result> {
  const { request, folder, part } = options;
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const path = join(folder, newId());
  try {
    const saved = request.isMultipart() ? saveForm({ request, path, part }) : saveBody(request, path);
    return await use(await saved.catch(explain));
  } finally {
    await rm(path, { force: true });
  }
}

/** The names of what lies in a folder, which is made with the first file. */
export async function filesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  }
}

/** What a crash left behind of requests that were being read. */
export async function removeLeftUploads(folder: string): Promise<void> {
  const started = Date.now() - process.uptime() * 1_000;
  for (const name of await filesIn(folder)) {
    const path = join(folder, name);
    const modified = statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? started;
    if (modified < started) await rm(path, { force: true });
  }
}

async function saveForm({
  request,
  path,
  part,
}: {
  request: FastifyRequest;
  path: string;
  part: string;
}): Promise<Upload | null> {
  const members: Record<string, string> = {};
  let bytes: number | null = null;
  for await (const item of request.parts()) {
    if (item.type === 'field') members[item.fieldname] = String(item.value);
    else if (item.fieldname === part && bytes === null) {
      bytes = await save(item.file, path);
      if (item.file.truncated) throw new RequestError('too-large', 'the file is too large');
    } else item.file.resume();
  }
  return bytes === null ? null : { path, bytes, members };
}

/** A form that breaks off, and a client that does. Errors of the disk and of our own are left alone: they have a code or kind. */
function explain(error: unknown): never {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  const isBroken = error instanceof Error && code === undefined && !(error instanceof RequestError);
  if (isBroken || code === 'ERR_STREAM_PREMATURE_CLOSE' || code === 'ECONNRESET')
    throw new RequestError('malformed', 'the upload cannot be read to its end');
  throw error;
}

async function saveBody(request: FastifyRequest, path: string): Promise<Upload | null> {
  if (!(request.body instanceof Readable)) return null;
  return { path, bytes: await save(request.body, path), members: {} };
}

async function save(from: Readable, path: string): Promise<number> {
  let bytes = 0;
  const counted = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length;
      done(bytes > UPLOAD_LIMIT ? new RequestError('too-large', 'the file is too large') : null, chunk);
    },
  });
  await pipeline(from, counted, createWriteStream(path, { mode: 0o600 }));
  return bytes;
}
