import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ImportResult } from '#shared/rpc/imports.ts';
import { newId } from '../../base/ids.ts';
import { recordEvent } from '../../events/events.ts';
import { importOfFile, pageRejects, requireImport } from '../../imports/imports.ts';
import type { Workspace } from '../../workspace.ts';
import { filesIn, removeLeftUploads } from '../http/upload.ts';
import { toId } from './ids.ts';
import { iso, isoOrNull } from './iso.ts';
import type { Job } from './wire.ts';

/**
 * The file of a job lies in the data folder until the job has ended, so that a restart can go on with it. By its name it is
 * known which import it belongs to; one that belongs to none is of nobody's use.
 */
const folderOf = ({ folder }: Workspace): string => join(folder, 'jobs');

export async function keepFile(workspace: Workspace, text: string): Promise<{ path: string; drop: () => Promise<void> }> {
  await mkdir(folderOf(workspace), { recursive: true, mode: 0o700 });
  const path = join(folderOf(workspace), `${newId()}.csv`);
  await writeFile(path, text, { mode: 0o600 });
  return { path, drop: () => rm(path, { force: true }) };
}

/** Tells of an import until it has ended and drops its file then; one that the end of the program cuts off keeps it. */
export function attend(workspace: Workspace, job: { id: string; drop: () => Promise<void> }): void {
  const { logger } = workspace;
  tellProgress(workspace, job.id)
    .then((state) => (state === 'interrupted' || state === 'running' ? undefined : job.drop()))
    .catch((error: unknown) => logger.error('the end of an import could not be waited for', { import: job.id, error }));
}

/** Goes on with the jobs that were cut off. Call it when a workspace has been started. */
export async function goOnWithJobs(workspace: Workspace): Promise<void> {
  const { db, imports, logger } = workspace;
  await removeLeftUploads(join(workspace.folder, 'uploads'));
  for (const name of await filesIn(folderOf(workspace))) {
    const path = join(folderOf(workspace), name);
    const drop = () => rm(path, { force: true });
    const found = importOfFile(db, name);
    // One that runs was asked for since.
    if (found?.state === 'running') continue;
    if (found?.state !== 'interrupted') {
      await drop();
      continue;
    }
    try {
      await imports.resume(found.id, { path });
      attend(workspace, { id: found.id, drop });
    } catch (error) {
      // Its list is gone, or a person has undone it: it stays as far as it came.
      logger.warn('an import that was cut off cannot go on', { import: found.id, error });
      await drop();
    }
  }
}

const MOST_ERRORS = 100;
const TENTHS = 10;

/** Writes into the event log how far an import is: at its begin, at each tenth, and at its end. Answers how it ended. */
async function tellProgress(workspace: Workspace, id: string): Promise<ImportResult['state']> {
  const { db, clock, changes, imports } = workspace;
  const tell = (name: string, found: ImportResult) => {
    const { job_id, list_id, status, processed, total, created, updated, skipped, failed } = showJob(workspace, found);
    const data = { job_id, list_id, status, processed, total, created, updated, skipped, failed };
    recordEvent(db, { name, at: clock(), data });
    changes.announce('imports');
  };
  let told = -1;
  let last: ImportResult | null = null;
  for await (const found of imports.watch(id)) {
    last = found;
    if (found.state === 'interrupted') break;
    const tenth = Math.floor(showJob(workspace, found).progress / TENTHS);
    if (tenth <= told) continue;
    told = tenth;
    tell('import.progress', found);
  }
  const state = last?.state ?? 'failed';
  if (last && state !== 'interrupted' && state !== 'running')
    tell(state === 'finished' ? 'import.completed' : 'import.failed', requireImport(db, id));
  return state;
}

const STATUS: Record<ImportResult['state'], Job['status']> = {
  running: 'running',
  finished: 'completed',
  cancelled: 'cancelled',
  failed: 'failed',
  interrupted: 'failed',
};

/** An import on the wire. */
export function showJob({ db }: Workspace, found: ImportResult): Job {
  const { id, state, rows, imported, updated, unchanged, rejected, bytes, bytesRead } = found;
  const done = state === 'finished';
  const emailless = pageRejects(db, { id, offset: 0, limit: MOST_ERRORS }).rows;
  return {
    id: toId('job', id),
    job_id: toId('job', id),
    object: 'job',
    type: 'import',
    list_id: found.listId === null ? null : toId('lst', found.listId),
    status: STATUS[state],
    // Until the file is read to its end nobody knows how many rows it has.
    total: done ? rows : Math.max(rows, bytesRead > 0 ? Math.round((rows * bytes) / bytesRead) : 0),
    processed: rows,
    created: imported,
    updated,
    skipped: unchanged,
    failed: rejected,
    progress: done ? 100 : Math.min(99, bytes > 0 ? Math.floor((100 * bytesRead) / bytes) : 0),
    errors: emailless.map(({ line, reason, cells }) => ({
      row: line,
      email: cells.find((one) => one.includes('@')) ?? '',
      code: 'invalid_row',
      message: reason,
    })),
    created_at: iso(found.startedAt),
    started_at: iso(found.startedAt),
    completed_at: isoOrNull(found.finishedAt),
  };
}
