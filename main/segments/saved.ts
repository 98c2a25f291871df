import { setImmediate } from 'node:timers/promises';
import { type Group, leavesOf } from '#shared/schema/rule.ts';
import { conflict } from '../base/errors.ts';
import { newId } from '../base/ids.ts';
import type { ReadDb, WriteDb } from '../db/db.ts';
import { segmentSql } from './compile.ts';
import {
  deleteMembers,
  deleteSegment,
  deleteSomeMembers,
  getSegment,
  hideSegment,
  incompleteSegments,
  insertMembers,
  insertSegment,
  listSegments,
  requireSegment,
  touch,
  updateName,
  updateRule,
} from './segments.store.ts';
import { type Usage, usageOfSegment } from './usage.report.ts';

type Named = { name: string; now: number };

/** Saves a rule under a name; returns the segment's public id. */
export function createSegment(db: WriteDb, { name, rule, now }: Named & { rule: Group }): string {
  return db.transaction(() => {
    refuseTaken(db, name);
    const publicId = newId(now);
    refuseBroken(db, { publicId, rule, now });
    insertSegment(db, { publicId, name: name.trim(), rule, now });
    return publicId;
  });
}

export function changeSegment(
  db: WriteDb,
  { id, name, rule, now }: { id: string; name?: string | undefined; rule?: Group | undefined; now: number },
): void {
  db.transaction(() => {
    const segment = requireSegment(db, id);
    if (name !== undefined) {
      refuseTaken(db, name, id);
      updateName(db, { id: segment.id, name: name.trim(), now });
    }
    if (rule === undefined) return;
    if (segment.rule === null)
      throw conflict('segments.by-hand', 'The people of this segment were picked by hand; it has no rule.');
    refuseBroken(db, { publicId: id, rule, now });
    updateRule(db, { id: segment.id, rule, now });
  });
}

/** A copy of a rule to go on with. People picked by hand are copied by collecting them. */
export function duplicateSegment(db: WriteDb, { id, now }: { id: string; now: number }): string {
  const segment = requireSegment(db, id);
  if (segment.rule === null)
    throw conflict('segments.by-hand', 'The people of this segment were picked by hand; it has no rule.');
  return createSegment(db, { name: freeName(db, segment.name), rule: segment.rule, now });
}

/** “Regulars copy”, “Regulars copy 2”: a name that no segment has. */
export function freeName(db: ReadDb, name: string): string {
  const taken = new Set(listSegments(db).map((one) => one.name.toLowerCase()));
  for (let number = 1; ; number++) {
    const copy = `${name.slice(0, 180)} copy${number === 1 ? '' : ` ${number}`}`;
    if (!taken.has(copy.toLowerCase())) return copy;
  }
}

/** Returns how many were not in it. */
export const addMembers = (db: WriteDb, change: { id: string; contactIds: readonly number[]; now: number }): number =>
  changeMembers(db, change, insertMembers);

export const takeMembers = (db: WriteDb, change: { id: string; contactIds: readonly number[]; now: number }): number =>
  changeMembers(db, change, deleteMembers);

function changeMembers(
  db: WriteDb,
  { id, contactIds, now }: { id: string; contactIds: readonly number[]; now: number },
  write: typeof insertMembers,
): number {
  const segment = requireSegment(db, id);
  if (segment.rule !== null) throw conflict('segments.by-rule', 'Who is in this segment follows from its rule.');
  return db.transaction(() => {
    touch(db, { id: segment.id, now });
    return write(db, { id: segment.id, contactIds });
  });
}

/** So many rows go in a few milliseconds. */
const SLICE = 4000;

/** Deletes a segment on which nothing depends; people picked by hand go a few at a time. */
export async function removeSegment(db: WriteDb, id: string): Promise<void> {
  const inner = db.transaction(() => {
    const segment = requireSegment(db, id);
    const used = usedBy(usageOfSegment(db, id));
    if (used) throw conflict('segments.used', `“${segment.name}” is used by ${used}. Take it out there first.`);
    hideSegment(db, segment.id);
    return segment.id;
  });
  await clear(db, inner);
}

/** Removes what a crash left half written or half deleted. */
export async function clearIncomplete(db: WriteDb): Promise<void> {
  for (const id of incompleteSegments(db)) await clear(db, id);
}

async function clear(db: WriteDb, id: number): Promise<void> {
  while (db.slice(() => deleteSomeMembers(db, { id, limit: SLICE })) === SLICE) await setImmediate();
  deleteSegment(db, id);
}

/** `the campaign “May” and the segments “Regulars” and “Guests”`; empty for nothing. */
function usedBy({ campaigns, segments }: Usage): string {
  const some = (noun: string, names: readonly string[]) =>
    names.length === 0
      ? []
      : [`the ${noun}${names.length > 1 ? 's' : ''} ${names.map((name) => `“${name}”`).join(names.length > 2 ? ', ' : ' and ')}`];
  return [...some('campaign', campaigns), ...some('segment', segments)].join(' and ');
}

export function refuseTaken(db: ReadDb, name: string, exceptId?: string): void {
  const wanted = name.trim().toLowerCase();
  if (listSegments(db).some((one) => one.publicId !== exceptId && one.name.toLowerCase() === wanted))
    throw conflict('segments.name-taken', `There is already a segment “${name.trim()}”.`);
}

/** A rule has to mean something now: nothing in it is gone, and it does not come back to itself. */
function refuseBroken(db: ReadDb, { publicId, rule, now }: { publicId: string; rule: Group; now: number }): void {
  if (reaches(db, rule, publicId)) throw conflict('segments.cycle', 'A segment cannot be a part of itself.');
  segmentSql(db, { rule, now });
}

function reaches(db: ReadDb, rule: Group, publicId: string): boolean {
  return leavesOf(rule).some((leaf) => {
    if (leaf.kind !== 'segment') return false;
    if (leaf.segmentId === publicId) return true;
    const inner = getSegment(db, leaf.segmentId)?.rule;
    return inner != null && reaches(db, inner, publicId);
  });
}
