import { contactsWithField, type FieldRule, type KeptSet, type TextRule } from '../contacts/contacts.ts';
import { type ReadDb, type Sql, sql } from '../db/db.ts';

/** People as sets: what a rule means, before it is a statement. */
export type Members =
  /**
   * A SELECT of contact ids as `id`, each once and none of them NULL; no compound and no ORDER BY. `kept` and `text` are the same
   * people, for whoever keeps such in memory.
   */
  | { op: 'some'; select: Sql; kept?: KeptSet; text?: TextRule }
  /** Whose field is such; whoever keeps fields in memory need not ask the database. */
  | { op: 'field'; rule: FieldRule }
  | { op: 'all'; of: Members[] }
  | { op: 'any'; of: Members[] }
  | { op: 'not'; of: Members };

export function some(select: Sql, kept?: KeptSet | null): Members {
  return kept ? { op: 'some', select, kept } : { op: 'some', select };
}
export const all = (of: Members[]): Members =>
  of.length === 1 && of[0] ? of[0] : { op: 'all', of: of.flatMap(membersOf('all')) };
export const any = (of: Members[]): Members =>
  of.length === 1 && of[0] ? of[0] : { op: 'any', of: of.flatMap(membersOf('any')) };
export const not = (of: Members): Members => (of.op === 'not' ? of.of : { op: 'not', of });
export const unless = (positive: boolean, of: Members): Members => (positive ? of : not(of));

const membersOf =
  (op: 'all' | 'any') =>
  (of: Members): Members[] =>
    of.op === op ? of.of : [of];

const everybody = sql`SELECT id FROM contacts`;
/** No one, whatever the data. */
export const nobody: Members = some(sql`SELECT id FROM contacts WHERE 0`);

/**
 * A SELECT of the ids in their order. It is one chain of INTERSECT, UNION and EXCEPT: these bind from left to right, and
 * with an order SQLite merges what comes from indexes in that order already, row by row, without keeping any of it.
 */
export const selectOf = (db: ReadDb, members: Members): Sql => sql`SELECT id FROM (${chain(db, members)} ORDER BY 1)`;

/** The newest of them. Merged from the end, no more is read than it takes to find so many. */
export const newestOf = (db: ReadDb, { members, limit }: { members: Members; limit: number }): Sql =>
  sql`SELECT id FROM (${chain(db, members)} ORDER BY 1 DESC LIMIT ${limit})`;

/** Of one condition alone, in no order: to be counted. */
export const simpleOf = (db: ReadDb, members: Members): Sql | null => {
  if (members.op === 'some') return members.select;
  return members.op === 'field' ? contactsWithField(db, members.rule) : null;
};

/** A compound without an order, to begin a longer one with. */
function chain(db: ReadDb, members: Members): Sql {
  switch (members.op) {
    case 'some':
    case 'field':
      return apart(db, members);
    case 'not':
      return except(db, everybody, partsOf(members.of));
    case 'all':
      return intersection(db, members.of);
    case 'any':
      return union(db, members.of);
  }
}

function intersection(db: ReadDb, of: readonly Members[]): Sql {
  const without = of.flatMap((part) => (part.op === 'not' ? partsOf(part.of) : []));
  const [first, ...rest] = compoundFirst(of.filter((part) => part.op !== 'not'));
  if (!first) return except(db, everybody, without);
  return except(
    db,
    rest.reduce((whole, part) => sql`${whole} INTERSECT ${apart(db, part)}`, chain(db, first)),
    without,
  );
}

function union(db: ReadDb, of: readonly Members[]): Sql {
  // One of them, or not one of those: everybody but who is in all of those and in none of them.
  if (of.some((part) => part.op === 'not')) return chain(db, not(all(of.map(not))));
  const [first, ...rest] = compoundFirst(of);
  return rest.reduce((whole, part) => sql`${whole} UNION ${apart(db, part)}`, chain(db, first ?? nobody));
}

const except = (db: ReadDb, whole: Sql, without: readonly Members[]): Sql =>
  without.reduce((rest, part) => sql`${rest} EXCEPT ${apart(db, part)}`, whole);

/** To take several away, each is taken away. */
const partsOf = (of: Members): Members[] => (of.op === 'any' ? of.of.flatMap(partsOf) : [of]);

/** A compound in the middle of a chain would bind wrongly; by itself it costs a sort. So one of them begins the chain. */
const apart = (db: ReadDb, members: Members): Sql => simpleOf(db, members) ?? selectOf(db, members);
const compoundFirst = (of: readonly Members[]): Members[] => {
  const isCompound = (part: Members) => part.op === 'all' || part.op === 'any';
  const begin = of.findIndex(isCompound);
  return begin < 1 ? [...of] : [...of.slice(begin, begin + 1), ...of.slice(0, begin), ...of.slice(begin + 1)];
};
