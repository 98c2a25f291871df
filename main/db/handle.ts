import type Database from 'better-sqlite3';
import type { Logger } from '../base/logger.ts';
import { gatherWorks } from './gather.ts';
import type { Sql } from './sql.ts';
import { ANY, countWrites, tableOf, watchWrites } from './writes.ts';

/** Statements slower than this are logged: on the main thread each one is a stutter. */
const SLOW_MS = 40;

/** A connection to read with. Rows come back as the given type: the store that asks vouches for it. */
export type ReadDb = {
  get: <Row>(query: Sql) => Row | undefined;
  all: <Row>(query: Sql) => Row[];
  /** The first column of the first row, for counts and the like. */
  value: <Value>(query: Sql) => Value | undefined;
  iterate: <Row>(query: Sql) => IterableIterator<Row>;
  /**
   * Another number after the database was written to, or one table by a statement that names it. A connection that only reads
   * cannot tell tables apart.
   */
  writes: (table?: string) => number;
  readonly file: string;
  close: () => void;
};

/** The one connection that writes. Functions that take a ReadDb accept it; not the other way round. */
export type WriteDb = ReadDb & {
  run: (query: Sql) => { changes: number; lastId: number };
  /** Runs `work` as one unit, `BEGIN IMMEDIATE`; nested calls are savepoints. `work` must not await: that throws. */
  transaction: <Result>(work: () => Result) => Result;
  /** As `transaction`, in one with others that come in the same turn: they wait for the disk together. */
  gathered: <Result>(work: () => Result) => Promise<Result>;
  /**
   * A transaction of a long work that can be done again, such as a slice of an import. It does not wait for the disk: a
   * power cut may take back the last of them, a crash of the program none. The next ordinary one makes them all durable.
   */
  slice: <Result>(work: () => Result) => Result;
  /** Moves what was written from the log into the file, as far as nobody reads the older state. */
  checkpoint: () => void;
  /** After so many pages in the log a write does that by itself. */
  checkpointAfter: (pages: number) => void;
  /** Copies the database as it is now into a file, while it is in use. */
  backup: (file: string) => Promise<void>;
};

export function handle(connection: Database.Database, logger: Logger): WriteDb {
  const statements = new Map<string, Prepared>();
  const writes = connection.readonly ? watchWrites(connection) : countWrites();
  let waitsForDisk = true;
  const prepare = (query: Sql): Prepared => {
    const known = statements.get(query.text);
    if (known) return known;
    const statement = connection.prepare(query.text);
    const prepared = { statement, table: statement.readonly ? null : tableOf(query.text) };
    statements.set(query.text, prepared);
    return prepared;
  };
  /** Whether what is written is on the disk when the call returns. Within a transaction that is settled already. */
  const waitForDisk = (waits: boolean) => {
    if (waits === waitsForDisk || connection.inTransaction) return;
    connection.pragma(`synchronous = ${waits ? 'FULL' : 'NORMAL'}`);
    waitsForDisk = waits;
  };
  /** A statement that gives rows may write as well. */
  const ask = (query: Sql) => {
    const { statement, table } = prepare(query);
    if (table !== null) {
      writes.note(table);
      waitForDisk(true);
    }
    return statement;
  };
  const timed = <Result>(query: Sql, work: () => Result): Result => {
    const start = performance.now();
    const result = work();
    const ms = performance.now() - start;
    if (ms > SLOW_MS) logger.warn('slow statement', { statement: nameOf(query), ms: Math.round(ms) });
    return result;
  };
  const unit = connection.transaction((work: () => unknown) => work());
  const whole = <Result>(work: () => Result): Result => {
    try {
      return unit.immediate(work) as Result;
    } catch (error) {
      // What was read within it never came to be.
      writes.note(ANY);
      throw error;
    }
  };
  const transaction = <Result>(work: () => Result): Result => {
    waitForDisk(true);
    return whole(work);
  };
  return {
    file: connection.name,
    get: (query) => timed(query, () => ask(query).get(...query.values)) as never,
    all: (query) => timed(query, () => ask(query).all(...query.values)) as never,
    value: (query) =>
      timed(query, () => {
        const row = ask(query).get(...query.values) as Record<string, unknown> | undefined;
        return row && Object.values(row)[0];
      }) as never,
    // A statement that is being iterated cannot be used again until it is done, so it is not the cached one.
    iterate: (query) => connection.prepare(query.text).iterate(...query.values) as never,
    run: (query) =>
      timed(query, () => {
        const result = ask(query).run(...query.values);
        return { changes: result.changes, lastId: Number(result.lastInsertRowid) };
      }),
    transaction,
    gathered: gatherWorks(transaction),
    slice: (work) => {
      waitForDisk(false);
      return whole(work);
    },
    writes: writes.count,
    checkpoint: () => void connection.pragma('wal_checkpoint(PASSIVE)'),
    checkpointAfter: (pages) => void connection.pragma(`wal_autocheckpoint = ${pages}`),
    backup: async (file) => void (await connection.backup(file)),
    close: () => connection.close(),
  };
}

type Prepared = {
  statement: Database.Statement;
  /** Which table it writes to; null where it only reads. */
  table: string | null;
};

/** The name in a statement's leading comment, or else the beginning of the statement. */
function nameOf(query: Sql): string {
  const named = /^\s*\/\*\s*(.+?)\s*\*\//.exec(query.text);
  return named?.[1] ?? query.text.replace(/\s+/g, ' ').trim().slice(0, 80);
}
