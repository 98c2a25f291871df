import {
  addTag,
  type ExistingPolicy,
  ensureTag,
  findTagId,
  mergeColumns,
  suppress,
  suppressedAmong,
  suppressionOf,
  withTag,
} from '../contacts/contacts.ts';
import type { WriteDb } from '../db/db.ts';
import { lastEventId } from '../events/events.ts';
import { type Joining, joinList } from '../lists/lists.ts';
import type { IdSet } from './id-set.ts';
import { addCounts, type Counts, insertRejects } from './imports.store.ts';
import { addImportTag, insertSlice, type Made, type SliceChanges, setMade } from './journal.store.ts';
import type { PackedPeople, PackedSlice } from './ports.ts';
import { insertWarnings } from './warnings.store.ts';

/** What holds for every row of an import. */
export type ImportTerms = {
  importId: number;
  fileName: string;
  listId: number;
  existing: ExistingPolicy;
  consentSource: string;
  /** Put on everybody. */
  tags: readonly string[];
  /** When it was started: the time of all that it writes. */
  now: number;
};

/** What is known while an import runs, from slice to slice. */
export type ImportMemory = {
  /** Slices written. */
  seq: number;
  /** Whom the rows so far were about. */
  seen: IdSet;
  made: Made;
  /** Whether most people of the last slice were new: then those of the next are not looked for first. */
  mostlyNew: boolean;
};

type Outcome = 'imported' | 'updated' | 'unchanged';
const outcomeOf = { new: 'imported', changed: 'updated', same: 'unchanged' } as const;

/**
 * Writes a slice in one transaction: people, memberships, suppressions, tags, rejected rows, the counts of them all, and
 * what is needed to undo it or to go on after it.
 */
export function commitSlice(db: WriteDb, terms: ImportTerms, memory: ImportMemory, slice: PackedSlice): void {
  const made = structuredClone(memory.made);
  const { contactIds, isNew } = db.slice(() => writeSlice(db, { terms, memory, slice, made }));
  memory.seq++;
  memory.made = made;
  memory.mostlyNew = 2 * isNew.filter(Boolean).length > isNew.length;
  for (const id of contactIds) memory.seen.add(id);
}

type Written = { keys: readonly string[]; contactIds: number[]; isNew: boolean[]; counts: Counts };

/** Within a transaction of the caller, who may roll it back to see what would become of the rows. */
export function writeSlice(
  db: WriteDb,
  { terms, memory, slice, made }: { terms: ImportTerms; memory: ImportMemory; slice: PackedSlice; made: Made },
): Written {
  // Made by our own thread.
  const people = JSON.parse(slice.people ?? '') as PackedPeople;
  const counts: Counts = {
    imported: 0,
    updated: 0,
    unchanged: 0,
    rejected: slice.rejects.length,
    repeated: 0,
    keptBack: 0,
    corrected: 0,
    roles: 0,
  };
  for (const { kind } of slice.warnings) counts[kind === 'corrected' ? 'corrected' : 'roles']++;
  const { contactIds, isNew } = bringIn(db, { terms, memory, people, counts, made });
  insertRejects(db, { id: terms.importId, rejects: slice.rejects });
  insertWarnings(db, { id: terms.importId, warnings: slice.warnings });
  addCounts(db, { id: terms.importId, counts, bytesRead: slice.bytesRead });
  return { keys: people.keys, contactIds, isNew, counts };
}

type Bringing = { terms: ImportTerms; memory: ImportMemory; people: PackedPeople; counts: Counts; made: Made };

function bringIn(db: WriteDb, { terms, memory, people, counts, made }: Bringing): { contactIds: number[]; isNew: boolean[] } {
  const { existing, now, importId } = terms;
  const eventsBefore = lastEventId(db);
  const merged = mergeColumns(db, { columns: people, existing, now, expected: memory.mostlyNew ? 'new' : 'known' });
  const { contactIds } = merged;
  const isNew = merged.outcomes.map((outcome) => outcome === 'new');
  const outcomes = merged.outcomes.map((outcome): Outcome => outcomeOf[outcome]);
  const touch = (row: number) => {
    if (outcomes[row] === 'unchanged') outcomes[row] = 'updated';
  };
  const repeats = repeatsIn(contactIds, memory.seen);
  const suppressions = [...erasedOnes(db, { erased: merged.erased, now }), ...suppressAll(db, { terms, people, touch })];
  const among = suppressedAmong(db, people.keys);
  const consentAt = new Map(people.consents);
  // Whoever is to be left as they are keeps what is known of them; that they agreed to be in the list is news all the same.
  const joining = contactIds.map(
    (contactId, row): Joining => ({
      contactId,
      isNew: isNew[row] === true,
      status: people.statuses[row] ?? 'unsubscribed',
      consentAt: consentAt.get(row) ?? null,
      suppressed: among.has(people.keys[row] ?? ''),
    }),
  );
  const consent = { method: 'import' as const, source: terms.consentSource };
  const joined = joinList(db, { listId: terms.listId, people: joining, consent, now });
  joined.answers.forEach((answer, row) => {
    if (answer === 'changed') touch(row);
    if (joined.keptBack[row] && !repeats.has(row)) counts.keptBack++;
  });
  const ours = (id: number) => id >= merged.first && id <= merged.last;
  // A second row of somebody new finds them as no newer than their import.
  const change: SliceChanges['list'] = {
    joined: joined.change.joined.filter(([id]) => !ours(id)),
    left: joined.change.left,
  };
  const tags = tagAll(db, { terms, people, contactIds, isNew, touch, made, ours });
  for (const outcome of outcomes) counts[outcome]++;
  counts.repeated += repeats.size;
  setMadeIfMore(db, { importId, before: memory.made, made });
  insertSlice(db, {
    importId,
    slice: {
      seq: memory.seq,
      firstContact: merged.first,
      lastContact: merged.last,
      firstEvent: eventsBefore + 1,
      lastEvent: lastEventId(db),
      met: [...new Set(contactIds.filter((id) => !ours(id)))],
      changes: { contacts: merged.changes, list: change, tags, suppressions },
    },
  });
  return { contactIds, isNew };
}

/** The rows whose person the file has told of before. */
function repeatsIn(contactIds: readonly number[], seen: IdSet): Set<number> {
  const here = new Set<number>();
  const repeats = new Set<number>();
  contactIds.forEach((id, row) => {
    if (here.has(id) || seen.has(id)) repeats.add(row);
    here.add(id);
  });
  return repeats;
}

/** Whoever was erased once and stands in the file is suppressed in clear; undone, only the hash is left again. */
const erasedOnes = (db: WriteDb, { erased, now }: { erased: ReadonlySet<string>; now: number }): SliceChanges['suppressions'] =>
  [...erased].flatMap((key) => {
    const made = suppressionOf(db, key);
    return made?.createdAt === now ? [{ key, before: null, after: { reason: made.reason, evidence: made.evidence } }] : [];
  });

/** Who must not be mailed because their row says so. */
function suppressAll(
  db: WriteDb,
  { terms, people, touch }: { terms: ImportTerms; people: PackedPeople; touch: (row: number) => void },
): SliceChanges['suppressions'] {
  const evidence = `The file ${terms.fileName} says so`;
  return people.suppressed.flatMap(([row, reason]) => {
    const key = people.keys[row] ?? '';
    const email = people.emails[row] ?? key;
    const before = suppressionOf(db, key);
    if ((before && reason === 'unsubscribed') || !suppress(db, { email, reason, evidence, now: terms.now })) return [];
    touch(row);
    return [{ key, before: before && { reason: before.reason, evidence: before.evidence }, after: { reason, evidence } }];
  });
}

function tagAll(
  db: WriteDb,
  {
    terms,
    people,
    contactIds,
    isNew,
    touch,
    made,
    ours,
  }: {
    terms: ImportTerms;
    people: PackedPeople;
    contactIds: readonly number[];
    isNew: readonly boolean[];
    touch: (row: number) => void;
    made: Made;
    ours: (id: number) => boolean;
  },
): SliceChanges['tags'] {
  const { existing, now, importId } = terms;
  const all = contactIds.map((_, row) => row);
  const holders: [string, readonly number[]][] = [...terms.tags.map((name): [string, number[]] => [name, all]), ...people.tags];
  return holders.flatMap(([name, told]): SliceChanges['tags'] => {
    const rows = existing === 'skip' ? told.filter((row) => isNew[row]) : told;
    if (rows.length === 0) return [];
    const knownTag = findTagId(db, name.trim());
    const tagId = knownTag ?? ensureTag(db, { name, now });
    if (knownTag === null) made.tags.push(tagId);
    addImportTag(db, { importId, tagId });
    const holderIds = [...new Set(rows.map((row) => contactIds[row] ?? 0))];
    const had = withTag(db, { tagId, contactIds: holderIds });
    addTag(db, { name, contactIds: holderIds, now });
    const added = holderIds.filter((id) => !had.has(id) && !ours(id));
    // Of several rows of one person the first brought the tag.
    for (const row of rows) {
      const id = contactIds[row] ?? 0;
      if (!had.has(id)) touch(row);
      had.add(id);
    }
    return added.length === 0 ? [] : [[tagId, added]];
  });
}

function setMadeIfMore(db: WriteDb, { importId, before, made }: { importId: number; before: Made; made: Made }): void {
  if (made.tags.length > before.tags.length) setMade(db, { importId, made });
}
