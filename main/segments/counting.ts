import { setImmediate } from 'node:timers/promises';
import type { Rule } from '#shared/schema/rule.ts';
import type { Changes } from '../base/changes.ts';
import type { Clock } from '../base/clock.ts';
import { newId } from '../base/ids.ts';
import type { PeopleSet } from '../contacts/contacts.ts';
import type { Sql, WriteDb } from '../db/db.ts';
import { countSql, isOneLook, membersOf, newestSql } from './compile.ts';
import { refuseTaken } from './saved.ts';
import { completeSegment, insertMembers, insertSegment } from './segments.store.ts';

/** Asks the database off the main thread: the first column of each row, a slice at a time. An aborted question that waits is never asked. */
export type ReadNumbers = (query: Sql, options: { signal: AbortSignal }) => AsyncIterable<readonly number[]>;

/** What takes longer than a screen may wait, and so does not happen on the main thread. */
export type Segments = {
  count: (rule: Rule, options: { signal: AbortSignal }) => Promise<number>;
  /** Ids of the first `limit` who match, the newest first. */
  first: (rule: Rule, options: { limit: number; signal: AbortSignal }) => Promise<number[]>;
  /** Writes people down under a name, as they are now: `among` is any SELECT of contact ids. Returns the new segment's public id. */
  collect: (people: { name: string; among: Sql }) => Promise<string>;
};

type Tools = {
  db: WriteDb;
  clock: Clock;
  changes: Changes;
  readNumbers: ReadNumbers;
  /** Counts a set off the main thread, by what it keeps in memory. */
  countSet: (set: PeopleSet) => Promise<number>;
};

const never = new AbortController().signal;
/** So many rows go in a few milliseconds. */
const SLICE = 4000;
const MINUTE = 60_000;

export function createSegments({ db, clock, changes, readNumbers, countSet }: Tools): Segments {
  const read = async (query: Sql, signal: AbortSignal): Promise<number[]> => {
    const found: number[] = [];
    for await (const numbers of readNumbers(query, { signal })) found.push(...numbers);
    return found;
  };
  let before: Promise<unknown> = Promise.resolve();
  /** One question after the other: one that nobody waits for any more when its turn comes is never asked. */
  const inTurn = (signal: AbortSignal, ask: () => Promise<number>): Promise<number> => {
    const answer = before.then(() => {
      signal.throwIfAborted();
      return ask();
    });
    before = answer.catch(() => undefined);
    return answer;
  };
  return {
    count: (rule, { signal }) =>
      inTurn(signal, async () => {
        // By the minute, so that what was found for a condition a moment ago still holds for it.
        const asked = { rule, now: clock() - (clock() % MINUTE) };
        const members = membersOf(db, asked);
        return isOneLook(members) ? ((await read(countSql(db, asked), signal))[0] ?? 0) : countSet(members);
      }),
    first: (rule, { limit, signal }) => read(newestSql(db, { rule, now: clock(), limit }), signal),
    collect: async ({ name, among }) => {
      const now = clock();
      const publicId = newId(now);
      const id = db.transaction(() => {
        refuseTaken(db, name);
        return insertSegment(db, { publicId, name: name.trim(), rule: null, complete: false, now });
      });
      for await (const contactIds of readNumbers(among, { signal: never })) {
        for (let from = 0; from < contactIds.length; from += SLICE) {
          db.slice(() => insertMembers(db, { id, contactIds: contactIds.slice(from, from + SLICE) }));
          await setImmediate();
        }
      }
      completeSegment(db, id);
      changes.announce('segments');
      return publicId;
    },
  };
}

/** Everybody of a saved segment, as a rule. */
export const inSegment = (segmentId: string): Rule => ({ kind: 'segment', segmentId, in: true });
