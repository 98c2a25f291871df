import type { PeopleFilter, PersonOutcome, ReasonGroup, SendPerson } from '#shared/rpc/sends.ts';
import { messageKind, messageStatus } from '#shared/schema/words.ts';
import { likeAnywhere, type ReadDb, type Sql, sql, sqlJoin, sqlList } from '../db/db.ts';
import { countByStatus, retryableReasons, usualTiming } from '../delivery/delivery.ts';
import { bouncedForGood, complained } from './returned.report.ts';

/** More kinds of words than anybody reads. */
const MOST_GROUPS = 60;

type Row = Omit<SendPerson, 'contactId' | 'givenUpAt' | 'bounced' | 'complained' | 'dueAt'> & {
  contactId: string | null;
  dueAt: number;
  bounced: number;
  complained: number;
};

const select = sql`SELECT m.id, m.email, c.public_id AS contactId, m.kind, m.status, m.reason, m.attempts,
    m.first_attempted_at AS firstAttemptedAt, m.attempted_at AS attemptedAt, m.settled_at AS settledAt, m.due_at AS dueAt,
    m.code, m.enhanced_code AS enhancedCode, m.reply,
    EXISTS (SELECT 1 FROM evidence e WHERE e.message_id = m.id AND e.what = 'bounced' AND e.permanent = 1) AS bounced,
    EXISTS (SELECT 1 FROM evidence e WHERE e.message_id = m.id AND e.what = 'complained') AS complained
  FROM messages m LEFT JOIN contacts c ON c.id = m.contact_id`;

function toPerson({ dueAt, ...row }: Row): SendPerson {
  const waits = row.status === 'deferred';
  return {
    ...row,
    kind: messageKind.parse(row.kind),
    status: messageStatus.parse(row.status),
    dueAt: waits ? dueAt : null,
    givenUpAt: waits && row.firstAttemptedAt !== null ? row.firstAttemptedAt + usualTiming.giveUpMs : null,
    bounced: row.bounced === 1,
    complained: row.complained === 1,
  };
}

/** A window into the people of a send, by what became of their message. */
export function sendPeople(
  db: ReadDb,
  page: { sendId: number; filter: PeopleFilter; offset: number; limit: number },
): { rows: SendPerson[]; total: number } {
  const where = matching(page.sendId, page.filter);
  const total =
    knownCount(db, page.sendId, page.filter) ??
    db.value<number>(sql`/* people.count */ SELECT count(*) FROM messages m WHERE ${where}`) ??
    0;
  const rows = db.all<Row>(sql`/* people.page */ ${select}
    WHERE m.id IN (SELECT m.id FROM messages m WHERE ${where} ORDER BY m.status, m.id LIMIT ${page.limit} OFFSET ${page.offset})
    ORDER BY m.status, m.id`);
  return { rows: rows.map(toPerson), total };
}

/** How many there are, where the ledger keeps count of just that. */
function knownCount(db: ReadDb, sendId: number, { outcome, reason, said, search }: PeopleFilter): number | null {
  if (reason !== undefined || said !== undefined || search) return null;
  const counts = countByStatus(db, sendId);
  if (outcome === undefined) return Object.values(counts).reduce((sum, count) => sum + count, 0);
  return outcome === 'accepted' || outcome === 'refused' || outcome === 'uncertain' || outcome === 'skipped'
    ? counts[outcome]
    : null;
}

export function sendPerson(db: ReadDb, of: { sendId: number; messageId: number }): SendPerson | null {
  const row = db.get<Row>(sql`/* people.one */ ${select} WHERE m.id = ${of.messageId} AND m.send_id = ${of.sendId}`);
  return row ? toPerson(row) : null;
}

function matching(sendId: number, { outcome, reason, said, search }: PeopleFilter): Sql {
  const rules = [sql`m.send_id = ${sendId}`];
  if (outcome !== undefined) rules.push(byOutcome[outcome]);
  if (reason !== undefined) rules.push(sql`m.reason = ${reason}`);
  if (said !== undefined) rules.push(sql`${words} = ${said}`);
  if (search) rules.push(sql`m.email LIKE ${likeAnywhere(search.trim())} ESCAPE '\\'`);
  return sqlJoin(rules, ' AND ');
}

/** Messages that were refused before their words were kept apart have the reply alone. */
const words = sql`iif(m.said = '', substr(m.reply, 1, 300), m.said)`;

/** Whoever gets it later by plan is put off as well, but nobody has tried yet. */
const tried = sql`(m.status = 'deferred' AND m.attempts > 0)`;
const untried = sql`(m.status IN ('pending', 'claimed', 'attempting') OR (m.status = 'deferred' AND m.attempts = 0))`;

const byOutcome: Record<PersonOutcome, Sql> = {
  accepted: sql`m.status = 'accepted'`,
  refused: sql`m.status = 'refused'`,
  deferred: tried,
  uncertain: sql`m.status = 'uncertain'`,
  skipped: sql`m.status = 'skipped'`,
  waiting: untried,
  bounced: sql`m.status = 'accepted' AND m.id IN (${bouncedForGood})`,
  complained: sql`m.status = 'accepted' AND m.id IN (${complained})`,
};

/** Why messages of a send were refused, put off, left out or are uncertain, the most frequent reason first. */
export function reasonGroups(db: ReadDb, sendId: number): ReasonGroup[] {
  return db.all<ReasonGroup>(sql`/* people.reasons */
    SELECT m.status AS outcome, m.reason, ${words} AS said, count(*) AS count FROM messages m
    WHERE m.send_id = ${sendId} AND (m.status IN ('refused', 'uncertain', 'skipped') OR ${tried})
    GROUP BY 1, 2, 3 ORDER BY count DESC, 1, 2, 3 LIMIT ${MOST_GROUPS}`);
}

/** How many refused messages "retry" would send again. */
export const retryableCount = (db: ReadDb, sendId: number): number =>
  db.value<number>(sql`/* people.retryable */
    SELECT count(*) FROM messages m WHERE m.send_id = ${sendId} AND m.status = 'refused' AND m.contact_id IS NOT NULL
      AND m.reason IN ${sqlList(retryableReasons)}
      AND NOT EXISTS (SELECT 1 FROM suppressions s WHERE s.email_key = m.email_key)`) ?? 0;
