import { setImmediate } from 'node:timers/promises';
import type { ContactRow } from '#shared/rpc/contacts.ts';
import type { ReadDb, Sql } from '../../db/db.ts';
import { fold } from '../fold.ts';
import { type ContactSelection, pageContacts, rowsOf, sourcesOf, wordsOf } from '../table/page.report.ts';
import { type Bits, both, countBits, either, noBits, setBit, without } from './bits.ts';
import { commonFields, commonSets } from './common.report.ts';
import { rangesOf } from './field-ranges.ts';
import { createKept } from './kept.ts';
import type { KeptSet } from './kept-set.ts';
import { bitsOfRanges, everybody, type Match, matchOf } from './match.ts';
import { createOrders, type FieldOrder, type SortBy } from './orders.ts';
import { idsOf } from './people.report.ts';
import { createPeople } from './people.ts';
import type { PeopleSet } from './people-set.ts';
import { withText } from './text-rule.ts';

export type { SortBy } from './orders.ts';

/** A window of the people who match, in the order of a column. */
export type PageQuestion = {
  selection: ContactSelection;
  sort: SortBy;
  descending: boolean;
  offset: number;
  limit: number;
  /** What was found by a filter holds as long as these are the same: changes to people, and to anything. */
  versions: { people: number; anything: number };
};
export type CountQuestion = { set: PeopleSet; versions: PageQuestion['versions'] };
export type FoundPage = { rows: ContactRow[]; total: number };
export type Finder = {
  page: (question: PageQuestion) => Promise<FoundPage>;
  /** How many are in a set. */
  count: (question: CountQuestion) => Promise<number>;
  /** Makes ready what everybody can ask for, before they do. */
  warmUp: () => Promise<void>;
  /** Takes in who is new, while they come. */
  follow: () => Promise<void>;
};

/** Filters whose people are kept. */
const MOST_FILTERS = 24;
/** Filtered orders that are kept, so that scrolling does not filter anew for each page. */
const MOST_MATCHES = 4;
const FIELDS_AT_ONCE = 3;
/** Words as they are looked for: short and long, frequent and rare. */
const REHEARSED = ['a', 'an', 'ann', 'anna', 'mail', 'maria', 'mu', 'example', '@g', 'x1', '.com', 'schmidt'];

/** Finds people in memory; answers with what the database has now. Made for a thread of its own, if there are many. */
export function createFinder(db: ReadDb): Finder {
  const people = createPeople(db);
  const orders = createOrders(db, people);
  const kept = createKept(db, people);
  const filters = new Map<string, { bits: Bits; version: number }>();
  const matches = new Map<string, Match>();
  people.onChange((slots) => {
    if (slots === null) filters.clear();
  });

  function bitsOf({ select, version }: { select: Sql; version: number }): Bits {
    const name = JSON.stringify([select.text, select.values]);
    const known = filters.get(name);
    if (known?.version === version) return known.bits;
    const bits = noBits(people.slots);
    for (const id of idsOf(db, select)) {
      const slot = people.slotOf(id);
      if (slot >= 0) setBit(bits, slot);
    }
    remember(filters, name, { bits, version }, MOST_FILTERS);
    return bits;
  }

  /** Null where nothing narrows it down. */
  function matching({ selection, versions }: PageQuestion, fields: ReadonlyMap<string, FieldOrder>): Bits | null {
    const all = wordsOf(selection);
    const found = all.length > 0 ? [people.texts.search(all.map(fold))] : [];
    const { sets, rest } = setsOf(selection);
    for (const set of sets) found.push(bitsOfSet(set, fields, versions.anything));
    for (const { select, about } of sourcesOf(rest)) found.push(bitsOf({ select, version: versions[about] }));
    return found.length === 0 ? null : both(people.alive, ...found);
  }

  /** Reads what sets ask about and is not in memory yet. */
  async function prepare(sets: readonly PeopleSet[]): Promise<Map<string, FieldOrder>> {
    await kept.prepare(sets.flatMap(keptIn));
    return await orders.fields([...new Set(sets.flatMap(keysIn))]);
  }

  /** What happens while an order is made is in it, or it is made again. */
  async function upToDate<Made>(make: () => Promise<Made>): Promise<Made> {
    for (;;) {
      await people.sync();
      const { revision } = people;
      const made = await make();
      if (people.revision === revision) return made;
    }
  }

  function bitsOfSet(set: PeopleSet, fields: ReadonlyMap<string, FieldOrder>, version: number): Bits {
    switch (set.op) {
      case 'some':
        if (set.text) return withText(people, set.text);
        return (set.kept && kept.bits(set.kept)) ?? bitsOf({ select: set.select, version });
      case 'field': {
        const field = fields.get(set.rule.key);
        return field ? bitsOfRanges(field.order, rangesOf(field, set.rule), people.slots) : noBits(people.slots);
      }
      case 'not':
        return without(people.alive, bitsOfSet(set.of, fields, version));
      case 'all':
        return both(people.alive, ...set.of.map((part) => bitsOfSet(part, fields, version)));
      case 'any':
        return either(noBits(people.slots), ...set.of.map((part) => bitsOfSet(part, fields, version)));
    }
  }

  return {
    count: async ({ set, versions }) => {
      const fields = await upToDate(() => prepare([set]));
      const [field] = fields.values();
      // Of a rule about one field it is enough to know where in the order it begins and ends.
      if (set.op === 'field' && field)
        return rangesOf(field, set.rule).reduce((sum, [from, to]) => sum + Math.max(0, to - from), 0);
      return countBits(both(people.alive, bitsOfSet(set, fields, versions.anything)));
    },
    follow: people.grow,
    // A part after the other, so that who asks meanwhile waits for one of them at most.
    warmUp: async () => {
      await people.sync();
      // Code that has run some times is fast; whoever types is not to be the first.
      for (const word of REHEARSED) {
        people.texts.search([word]);
        await setImmediate();
      }
      for (const by of ['created', 'email', 'name', 'changed'] as const) await orders.prepare([by]);
      for (const set of commonSets(db)) await kept.prepare([set]);
      const fields = commonFields(db).map((key) => `field:${key}` as const);
      for (let at = 0; at < fields.length; at += FIELDS_AT_ONCE) await orders.prepare(fields.slice(at, at + FIELDS_AT_ONCE));
    },
    page: async (question) => {
      const { sort, descending, offset, limit, selection, versions } = question;
      // While everybody is being read for the first time, the window that the table begins with comes from the database.
      if (!people.ready && sort === 'created' && descending && isEmpty(selection)) {
        return pageContacts(db, { selection: {}, sort, offset, limit });
      }
      const { order, fields } = await upToDate(async () => ({
        fields: await prepare(setsOf(selection).sets),
        order: await orders.by(sort),
      }));
      const name = JSON.stringify([people.revision, kept.revision, sort, selection, versions]);
      let match = matches.get(name);
      if (!match) {
        const bits = matching(question, fields);
        match = bits ? matchOf(order, bits) : everybody(order);
        remember(matches, name, match, MOST_MATCHES);
      }
      const ids = match.window({ offset, limit, descending }).map(people.idOf);
      return { rows: rowsOf(db, ids), total: match.total };
    },
  };
}

/** What of a selection can be found in memory, and the rest of it. */
function setsOf(selection: ContactSelection): { sets: PeopleSet[]; rest: ContactSelection } {
  const { listId, status, tagId, who, ...rest } = selection;
  const sets: PeopleSet[] = who ? [who] : [];
  const keep = (part: ContactSelection, kept: KeptSet) => {
    for (const { select } of sourcesOf(part)) sets.push({ op: 'some', select, kept });
  };
  if (listId !== undefined) keep({ listId, status }, { of: 'list', list: listId, status: status ?? null });
  if (tagId !== undefined) keep({ tagId }, { of: 'tag', tag: tagId });
  const left = { ...rest, among: who ? undefined : rest.among };
  return { sets, rest: listId === undefined ? { ...left, status } : left };
}

/** What a set asks about of what is kept. */
function keptIn(set: PeopleSet): KeptSet[] {
  if (set.op === 'some') return set.kept ? [set.kept] : [];
  if (set.op === 'field') return [];
  return set.op === 'not' ? keptIn(set.of) : set.of.flatMap(keptIn);
}

/** The fields that a set asks about. */
function keysIn(set: PeopleSet): string[] {
  if (set.op === 'some') return [];
  if (set.op === 'field') return [set.rule.key];
  return [...new Set(set.op === 'not' ? keysIn(set.of) : set.of.flatMap(keysIn))];
}

const isEmpty = (selection: ContactSelection): boolean => wordsOf(selection).length === 0 && sourcesOf(selection).length === 0;

/** Keeps the latest. */
function remember<Value>(map: Map<string, Value>, name: string, value: Value, most: number): void {
  map.delete(name);
  map.set(name, value);
  const [oldest] = map.keys();
  if (map.size > most && oldest !== undefined) map.delete(oldest);
}
