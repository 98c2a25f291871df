import { mkdirSync, rmSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { ExportColumn, ExportFormat, ExportState } from '#shared/rpc/exports.ts';
import type { Clock } from '../base/clock.ts';
import { conflict, factsOf, invalid, notFound } from '../base/errors.ts';
import { newId } from '../base/ids.ts';
import type { Logger } from '../base/logger.ts';
import { listFields, type SuppressionFilter } from '../contacts/contacts.ts';
import type { ReadDb, Sql } from '../db/db.ts';
import type { Column, ExportJob, Own, WriteExport } from './ports.ts';

/** What is exported: people and what is told of them, or suppressions. */
export type ExportPlan =
  | { contacts: { select: Sql; columns: readonly ExportColumn[] | 'all'; listId: number | null } }
  | { suppressions: SuppressionFilter };

export type Exports = {
  /** Begins to write a file that a window can fetch when it is done. Returns the export's id. */
  start: (plan: ExportPlan, format: ExportFormat) => string;
  watch: (id: string, signal?: AbortSignal) => AsyncGenerator<ExportState>;
  cancel: (id: string) => Promise<void>;
  /** The finished file, once: whoever takes it calls `done` when it was read. Null where there is none. */
  take: (id: string) => { path: string; fileName: string; type: string; done: () => void } | null;
  /** Writes a file where it was asked for; returns how many rows it has. */
  toFile: (plan: ExportPlan, target: { path: string; format: ExportFormat }) => Promise<number>;
  stop: () => Promise<void>;
};

type Tools = { db: ReadDb; folder: string; clock: Clock; logger: Logger; writeExport: WriteExport };
type Running = { state: ExportState; path: string; controller: AbortController; end: Promise<void> };

const WATCH_MS = 150;

const headers: Record<Own, string> = {
  email: 'Email',
  firstName: 'First name',
  lastName: 'Last name',
  tags: 'Tags',
  status: 'Status',
  consentSource: 'Consent source',
  consentAt: 'Consent date',
  lists: 'Lists',
  suppressed: 'Suppressed',
  createdAt: 'Added',
  updatedAt: 'Changed',
};

const types: Record<ExportFormat, string> = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};

export function createExports({ db, folder, clock, logger, writeExport }: Tools): Exports {
  const all = new Map<string, Running>();
  rmSync(folder, { recursive: true, force: true });

  function start(plan: ExportPlan, format: ExportFormat): string {
    const job = jobOf(plan);
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const now = clock();
    const id = newId(now);
    const what = 'contacts' in plan ? 'Contacts' : 'Suppressed';
    const fileName = `${what} ${new Date(now).toISOString().slice(0, 10)}.${format}`;
    const path = join(folder, `${id}.${format}`);
    const state: ExportState = { id, fileName, state: 'running', error: '', rows: 0, total: 0, startedAt: now };
    const running: Running = { state, path, controller: new AbortController(), end: Promise.resolve() };
    all.set(id, running);
    running.end = work(running, { ...job, file: db.file, path, format });
    return id;
  }

  async function work({ state, path, controller: { signal } }: Running, job: ExportJob): Promise<void> {
    try {
      for await (const { rows, total } of writeExport(job, { signal })) Object.assign(state, { rows, total });
      state.state = signal.aborted ? 'cancelled' : 'finished';
    } catch (error) {
      const facts = factsOf(error);
      if (!facts && !signal.aborted) logger.error('an export failed', { export: state.id, error });
      state.state = signal.aborted ? 'cancelled' : 'failed';
      state.error = signal.aborted ? '' : (facts?.message ?? 'The file could not be written. The log has the details.');
    }
    if (state.state !== 'finished') await rm(path, { force: true });
  }

  function jobOf(plan: ExportPlan) {
    if ('suppressions' in plan) return plan;
    const { select, columns, listId } = plan.contacts;
    return { contacts: { select, listId, columns: columns === 'all' ? everything() : columns.map(columnOf) } };
  }

  /** What an import gives back. */
  const everything = (): Column[] => [
    ...(['email', 'firstName', 'lastName'] as const).map(columnOf),
    ...listFields(db).map(({ key }) => columnOf({ field: key })),
    ...(['tags', 'status', 'consentSource', 'consentAt'] as const).map(columnOf),
  ];

  function columnOf(column: ExportColumn): Column {
    if (typeof column === 'string') return { own: column, header: headers[column] };
    const field = listFields(db).find(({ key }) => key === column.field);
    if (!field) throw invalid('exports.field', 'One of the fields is not there any more.');
    return { field: field.key, type: field.type, header: field.label };
  }

  const require = (id: string): Running => {
    const running = all.get(id);
    if (!running) throw notFound('exports.unknown', 'This export is not there any more. Export again.');
    return running;
  };

  return {
    start,
    watch: async function* (id, signal) {
      for (;;) {
        const { state, end } = require(id);
        yield { ...state };
        if (state.state !== 'running' || signal?.aborted) return;
        await Promise.race([new Promise((resolve) => setTimeout(resolve, WATCH_MS)), end]);
      }
    },
    cancel: async (id) => {
      const running = require(id);
      if (running.state.state !== 'running') throw conflict('exports.ended', 'This export has ended already.');
      running.controller.abort();
      await running.end;
    },
    take: (id) => {
      const running = all.get(id);
      if (running?.state.state !== 'finished') return null;
      all.delete(id);
      const { fileName } = running.state;
      const type = types[fileName.endsWith('.xlsx') ? 'xlsx' : 'csv'];
      return { path: running.path, fileName, type, done: () => rmSync(running.path, { force: true }) };
    },
    toFile: async (plan, { path, format }) => {
      let rows = 0;
      const job: ExportJob = { ...jobOf(plan), file: db.file, path, format };
      for await (const reached of writeExport(job, { signal: new AbortController().signal })) rows = reached.rows;
      return rows;
    },
    stop: async () => {
      for (const { controller } of all.values()) controller.abort();
      await Promise.all([...all.values()].map(({ end }) => end));
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
