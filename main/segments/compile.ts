import type { Group, Rule } from '#shared/schema/rule.ts';
import type { OffsetOf } from '#shared/schema/zoned-time.ts';
import { conflict } from '../base/errors.ts';
import type { PeopleSet } from '../contacts/contacts.ts';
import { type ReadDb, type Sql, sql } from '../db/db.ts';
import type { Calendar } from './days.ts';
import { byEngagement, byEvent, byMailed } from './engagement.report.ts';
import { byCreation, byField, byName, bySuppression } from './field.report.ts';
import { byImport } from './import.report.ts';
import { byHand, byList, byTag } from './membership.report.ts';
import { requireSegment } from './segments.store.ts';
import { all, any, type Members, newestOf, not, selectOf, simpleOf, some, unless } from './sets.report.ts';

/** A rule, and when and where it is asked. Without a zone its days are those of this computer. */
export type Asked = {
  rule: Rule;
  now: number;
  zone?: string | undefined;
  offsetOf?: OffsetOf | undefined;
  /** A SELECT of contact ids, each once: nobody else is meant. */
  among?: Sql | undefined;
};

type Context = Calendar & {
  db: ReadDb;
  /** The segments that are being looked into, from the outermost: one that comes again would go on for ever. */
  inside: readonly string[];
};

/**
 * A rule as a SELECT of contact ids, in their order. Whatever a person wrote is a parameter of it, never its text.
 *
 * What is denied means everybody else: who has no value, was never in the list, got no mail. A tag, list, campaign, import or
 * segment that is gone makes the rule an error, since "not in it" would suddenly mean everybody.
 */
export const segmentSql = (db: ReadDb, asked: Asked): Sql => selectOf(db, membersOf(db, asked));

/** How many that are. Everybody else is counted as the difference, without looking at each of them. */
export function countSql(db: ReadDb, asked: Asked): Sql {
  const members = membersOf(db, asked);
  const count = (of: Members) => sql`(SELECT count(*) FROM (${simpleOf(db, of) ?? selectOf(db, of)}))`;
  if (members.op !== 'not') return sql`/* segments.count */ SELECT ${count(members)} AS count`;
  return sql`/* segments.count */ SELECT (SELECT count(*) FROM contacts) - ${count(members.of)} AS count`;
}

/** The newest of them. */
export const newestSql = (db: ReadDb, { limit, ...asked }: Asked & { limit: number }): Sql =>
  sql`/* segments.newest */ ${newestOf(db, { members: membersOf(db, asked), limit })}`;

/** Whether one look into an index answers, or into one and how many there are in all; what is kept in memory is nearer. */
export const isOneLook = (members: PeopleSet): boolean =>
  members.op === 'not' ? isOneLook(members.of) : members.op === 'some' && !members.kept && !members.text;

export function membersOf(db: ReadDb, { rule, now, zone = systemZone(), offsetOf, among }: Asked): Members {
  const members = compile(rule, { db, now, zone, offsetOf, inside: [] });
  return among ? all([some(sql`SELECT * FROM (${among})`), members]) : members;
}

const systemZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone;

function compile(rule: Rule, context: Context): Members {
  switch (rule.kind) {
    case 'group':
      return compileGroup(rule, context);
    case 'field':
      return byField(context, rule);
    case 'contact':
      return byName(rule);
    case 'created':
      return byCreation(context, rule);
    case 'tag':
      return byTag(context, rule);
    case 'list':
      return byList(context, rule);
    case 'engagement':
      return byEngagement(context, rule);
    case 'event':
      return byEvent(context, rule);
    case 'mailed':
      return byMailed(context, rule);
    case 'import':
      return byImport(context, rule);
    case 'suppressed':
      return bySuppression(rule);
    case 'segment':
      return unless(rule.in, bySegment(context, rule.segmentId));
  }
}

function compileGroup({ match, rules }: Group, context: Context): Members {
  const parts = rules.map((rule) => compile(rule, context));
  switch (match) {
    case 'all':
      return all(parts);
    case 'any':
      return any(parts);
    case 'none':
      return not(any(parts));
  }
}

/** The people of a saved segment, as they are now. */
function bySegment(context: Context, publicId: string): Members {
  if (context.inside.includes(publicId)) throw conflict('segments.cycle', 'This segment is a part of itself.');
  const segment = requireSegment(context.db, publicId);
  if (segment.rule === null) return byHand(segment.id);
  return compile(segment.rule, { ...context, inside: [...context.inside, publicId] });
}
