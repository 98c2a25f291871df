import {
  addTag,
  type ExistingPolicy,
  ensureTag,
  isSuppressed,
  mergeContacts,
  suppress,
  suppressedAmong,
  withTag,
} from '../contacts/contacts.ts';
import type { WriteDb } from '../db/db.ts';
import { type Joining, joinList } from '../lists/lists.ts';
import { addCounts, type Counts, insertRejects } from './imports.store.ts';
import type { ParsedPerson, ParsedSlice } from './ports.ts';

/** What holds for every row of an import. */
export type ImportTerms = {
  importId: number;
  fileName: string;
  listId: number;
  existing: ExistingPolicy;
  consentSource: string;
  /** Put on everybody. */
  tags: readonly string[];
  now: number;
};

type Standing = { contactId: number; outcome: keyof Omit<Counts, 'rejected'> };

/** Writes a slice in one transaction: people, memberships, suppressions, tags, rejected rows and the counts of them all. */
export function commitSlice(db: WriteDb, terms: ImportTerms, slice: ParsedSlice): void {
  db.slice(() => {
    const counts: Counts = { imported: 0, updated: 0, unchanged: 0, rejected: slice.rejects.length };
    for (const { outcome } of bringIn(db, terms, slice.people)) counts[outcome]++;
    insertRejects(db, { id: terms.importId, rejects: slice.rejects });
    addCounts(db, { id: terms.importId, counts, bytesRead: slice.bytesRead });
  });
}

function bringIn(db: WriteDb, terms: ImportTerms, people: readonly ParsedPerson[]): Standing[] {
  if (people.length === 0) return [];
  const { existing, now } = terms;
  const merged = mergeContacts(db, { people, existing, now });
  const standings = merged.map(
    ({ contactId, outcome }): Standing => ({
      contactId,
      outcome: outcome === 'new' ? 'imported' : outcome === 'changed' ? 'updated' : 'unchanged',
    }),
  );
  const touch = (index: number) => {
    const standing = standings[index];
    if (standing?.outcome === 'unchanged') standing.outcome = 'updated';
  };
  people.forEach((person, index) => {
    if (suppressed(db, person, terms)) touch(index);
  });
  // Whoever is to be left alone is left alone altogether, except that a wish for no mail is always heard.
  const taken = people
    .map((person, index) => ({ person, index, standing: standings[index] }))
    .filter(({ person, index }) => existing !== 'skip' || merged[index]?.outcome === 'new' || person.status === 'unsubscribed');
  const among = suppressedAmong(
    db,
    people.map((person) => person.key),
  );
  const joining = taken.map(
    ({ person, index, standing }): Joining => ({
      contactId: standing?.contactId ?? 0,
      isNew: merged[index]?.outcome === 'new',
      status: person.status,
      consentAt: person.consentAt,
      suppressed: among.has(person.key),
    }),
  );
  const consent = { method: 'import' as const, source: terms.consentSource };
  joinList(db, { listId: terms.listId, people: joining, consent, now }).forEach((answer, at) => {
    if (answer === 'changed') touch(taken[at]?.index ?? -1);
  });
  const tagged = new Map<string, { contactId: number; index: number }[]>();
  for (const { person, index, standing } of taken) {
    if (existing === 'skip' && merged[index]?.outcome !== 'new') continue;
    for (const name of [...terms.tags, ...person.tags]) {
      const known = tagged.get(name) ?? [];
      known.push({ contactId: standing?.contactId ?? 0, index });
      tagged.set(name, known);
    }
  }
  for (const [name, holders] of tagged) tag(db, { name, holders, touch, now });
  return standings;
}

/** Whether the row made the address one that is never mailed. */
function suppressed(db: WriteDb, person: ParsedPerson, { fileName, now }: ImportTerms): boolean {
  if (person.suppress === null || (person.suppress === 'unsubscribed' && isSuppressed(db, person.key))) return false;
  return suppress(db, { email: person.email, reason: person.suppress, evidence: `The file ${fileName} says so`, now });
}

function tag(
  db: WriteDb,
  {
    name,
    holders,
    touch,
    now,
  }: { name: string; holders: { contactId: number; index: number }[]; touch: (index: number) => void; now: number },
): void {
  const contactIds = holders.map((holder) => holder.contactId);
  const had = withTag(db, { tagId: ensureTag(db, { name, now }), contactIds });
  addTag(db, { name, contactIds, now });
  for (const { contactId, index } of holders) if (!had.has(contactId)) touch(index);
}
