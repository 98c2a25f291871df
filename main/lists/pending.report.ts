import { z } from 'zod';
import { suppressedContacts } from '../contacts/contacts.ts';
import { type Sql, sql } from '../db/db.ts';
import { MOST, PAUSE_MS } from './asking-limits.ts';

const fate = z.enum(['asked', 'suppressed', 'too-soon', 'too-often']);
const row = z.object({ fate, people: z.number() });
/** How many of the pending people of a list would be asked now, and how many would not and why. */
export type CanBeAsked = { pending: number } & Record<z.output<typeof fate>, number>;

/**
 * What `askManyToConfirm` would say of everybody who is pending in a list, as `(fate, people)`. It looks at each of them: of
 * very many people it belongs off the main thread.
 */
export const canBeAskedQuery = ({ listId, now }: { listId: number; now: number }): Sql =>
  sql`/* lists.can-be-asked */ WITH
      suppressed AS MATERIALIZED (${suppressedContacts}),
      answered AS MATERIALIZED (
        SELECT contact_id, max(id) AS id FROM confirmations WHERE list_id = ${listId} AND confirmed_at IS NOT NULL GROUP BY contact_id),
      asked AS MATERIALIZED (
        SELECT c.contact_id, max(c.asked_at) AS last, sum(c.id > coalesce(a.id, 0)) AS unanswered
        FROM confirmations c LEFT JOIN answered a ON a.contact_id = c.contact_id WHERE c.list_id = ${listId} GROUP BY c.contact_id)
    SELECT CASE
        WHEN m.contact_id IN (SELECT id FROM suppressed) THEN 'suppressed'
        WHEN a.last > ${now - PAUSE_MS} THEN 'too-soon'
        WHEN a.unanswered >= ${MOST} THEN 'too-often'
        ELSE 'asked' END AS fate, count(*) AS people
      FROM memberships m LEFT JOIN asked a ON a.contact_id = m.contact_id
      WHERE m.list_id = ${listId} AND m.status = 'pending' GROUP BY fate`;

/** What the rows of `canBeAskedQuery` say. */
export function canBeAsked(rows: readonly unknown[]): CanBeAsked {
  const counts: CanBeAsked = { pending: 0, asked: 0, suppressed: 0, 'too-soon': 0, 'too-often': 0 };
  for (const { fate, people } of z.array(row).parse(rows)) {
    counts[fate] = people;
    counts.pending += people;
  }
  return counts;
}
