import { setImmediate } from 'node:timers/promises';
import type { ReadDb } from '../../db/db.ts';
import { type Bits, hasBit } from './bits.ts';
import { columnOf, endsOfChanges, newMembers, rowsOfColumn, type SetChange, setChanges } from './kept.report.ts';
import { type Column, createColumn, isTall, nameOf } from './kept-column.ts';
import type { KeptSet } from './kept-set.ts';
import type { People } from './people.ts';

/** Rows that are read at once, in some milliseconds; then others get their turn. */
const SLICE = 10_000;
/** So many changes are taken over one by one; after more, everything is read anew when it is asked for. */
const MOST_CHANGES = 100_000;
/** So many people of one column are looked at one by one. */
const MOST_RENEWED = 20_000;
const MOST_TALL = 6;
const MOST_FLAT = 30;

/** The people of tags, lists, receipts and doings that were asked for, kept right while these change. */
export type Kept = {
  /** Reads what these need and is not there, and takes over what has happened in the database since. */
  prepare: (sets: readonly KeptSet[]) => Promise<void>;
  /** Goes up whenever any of them may be others. */
  readonly revision: number;
  /** Who is in one that was prepared; null if it had to make room since. */
  bits: (set: KeptSet) => Bits | null;
};

export function createKept(db: ReadDb, people: People): Kept {
  const columns = new Map<string, Column>();
  let [seq, member, revision] = [0, 0, 0];
  people.onChange((slots) => {
    if (slots === null) columns.clear();
    else
      for (let slot = slots.from; slot < slots.before; slot++)
        if (!hasBit(people.alive, slot)) for (const column of columns.values()) column.clear(slot);
  });

  /** All that is in the log and among new memberships; null where that is too much, or some of it was cleared away unseen. */
  function changesUntil(ends: { first: number; last: number; member: number }): SetChange[] | null {
    if (ends.last - seq + Math.max(0, ends.member - member) > MOST_CHANGES) return null;
    if (ends.last > seq && (ends.first === 0 || ends.first > seq + 1)) return null;
    const changes = ends.last > seq ? setChanges(db, { after: seq, to: ends.last }) : [];
    // The id of the newest is given out again once it is deleted, so that ids do not tell any more who is new.
    if (ends.member < member || changes.some(({ what, of }) => what === 'left' && Number(of) >= member)) forgetLists();
    const lists = [...columns.values()].flatMap(({ about }) => (about.of === 'list' ? [about.list] : []));
    const joined = lists.length > 0 && ends.member > member ? newMembers(db, { after: member, to: ends.member, lists }) : [];
    return [...changes, ...joined];
  }

  function forgetLists(): void {
    for (const [name, { about }] of columns) if (about.of === 'list') columns.delete(name);
  }

  function takeOver(changes: readonly SetChange[]): void {
    for (const [name, column] of columns) {
      const ids = [...new Set(changes.filter((change) => isAbout(column.about, change)).map(({ contactId }) => contactId))];
      if (ids.length > MOST_RENEWED) columns.delete(name);
      else if (ids.length > 0) renew(column, ids);
    }
  }

  function renew(column: Column, ids: readonly number[]): void {
    const now = new Map(rowsOfColumn(db, column.about, ids).map((row) => [row.id, row]));
    for (const id of ids) {
      const slot = people.slotOf(id);
      if (slot >= 0) column.put(slot, now.get(id)?.value ?? 0, now.get(id)?.last ?? 0);
    }
  }

  async function follow(): Promise<void> {
    const ends = endsOfChanges(db);
    // Whoever the changes are about is there before they are taken over: the first may have begun before they were read.
    const changes = columns.size === 0 ? [] : changesUntil(ends);
    [seq, member] = [ends.last, ends.member];
    await people.sync();
    await people.sync();
    if (changes === null) columns.clear();
    else takeOver(changes);
    if (changes === null || changes.length > 0) revision++;
  }

  async function read(set: KeptSet): Promise<void> {
    const name = nameOf(set);
    const column = createColumn(set, people.slots);
    makeRoom(isTall(set));
    columns.set(name, column);
    for (const { ids, values, lasts } of columnOf(db, set, SLICE)) {
      for (let at = 0; at < ids.length; at++) {
        const slot = people.slotOf(ids[at] as number);
        if (slot >= 0) column.put(slot, typeof values === 'number' ? values : (values[at] as number), lasts?.[at] ?? 0);
      }
      await setImmediate();
      // Everybody is being read anew meanwhile.
      if (columns.get(name) !== column) return;
    }
  }

  /** The one that was asked for longest ago goes. */
  function makeRoom(tall: boolean): void {
    const same = [...columns].filter(([, { about }]) => isTall(about) === tall);
    if (same.length >= (tall ? MOST_TALL : MOST_FLAT) && same[0]) columns.delete(same[0][0]);
  }

  let before: Promise<void> = Promise.resolve();
  async function makeReady(sets: readonly KeptSet[]): Promise<void> {
    await follow();
    for (const set of sets) {
      const name = nameOf(set);
      const column = columns.get(name);
      if (!column) await read(set);
      else {
        columns.delete(name);
        columns.set(name, column);
      }
    }
  }

  return {
    prepare: (sets) => {
      if (sets.length === 0) return Promise.resolve();
      const ready = before.then(() => makeReady(sets));
      before = ready.catch(() => undefined);
      return ready;
    },
    get revision() {
      return revision;
    },
    bits: (set) => columns.get(nameOf(set))?.bits(set, people.slots) ?? null,
  };
}

function isAbout(about: KeptSet, { what, of }: SetChange): boolean {
  switch (about.of) {
    case 'tag':
      return what === 'tag' && of === about.tag;
    case 'list':
      return what === 'left' || (what === 'list' && of === about.list);
    case 'received':
      return what === 'received';
    case 'did':
      return what === 'did' && of === about.name;
  }
}
