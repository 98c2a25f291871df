import type Database from 'better-sqlite3';

/** Written to, and nobody knows where. */
export const ANY = '';
const WRITTEN = /\b(?:INSERT(?:\s+OR\s+\w+)?\s+INTO|REPLACE\s+INTO|UPDATE(?:\s+OR\s+\w+)?|DELETE\s+FROM)\s+"?(\w+)/i;
/** Which table a statement that writes names first. */
export const tableOf = (text: string): string => WRITTEN.exec(text)?.[1]?.toLowerCase() ?? ANY;

/** Of a connection that only reads: another number after each write by others. */
export function watchWrites(connection: Database.Database) {
  const version = connection.prepare('PRAGMA data_version').pluck();
  // Asked once for all that is read in a turn.
  let known: number | null = null;
  const forget = () => {
    known = null;
  };
  return {
    note: () => undefined,
    count: (): number => {
      if (known === null) {
        known = version.get() as number;
        queueMicrotask(forget);
      }
      return known;
    },
  };
}

/** Of the connection that writes: how often, and to which table. */
export function countWrites() {
  const byTable = new Map<string, number>();
  let all = 0;
  const of = (table: string) => byTable.get(table) ?? 0;
  return {
    note: (table: string): void => {
      all++;
      byTable.set(table, of(table) + 1);
    },
    count: (table?: string): number => (table === undefined ? all : of(table) + of(ANY)),
  };
}
