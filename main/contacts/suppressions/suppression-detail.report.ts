import type { SuppressionDetail } from '#shared/rpc/suppressions.ts';
import { notFound } from '../../base/errors.ts';
import { type ReadDb, sql } from '../../db/db.ts';
import { isDomainKey } from './suppressed-domain.ts';
import { getSuppression } from './suppressions.store.ts';
import { coveredBy } from './suppressions-page.report.ts';

type Message = NonNullable<SuppressionDetail['message']>;

/** What is known about one suppression, with what it rests on where that is here. */
export function suppressionDetail(db: ReadDb, key: string): SuppressionDetail {
  const row = getSuppression(db, key);
  if (!row) throw notFound('suppressions.unknown', 'This is not suppressed any more.');
  const { email, reason, evidence, createdAt } = row;
  const contact = db.get<{ id: string; firstName: string; lastName: string }>(
    sql`/* suppressions.contact */ SELECT public_id AS id, first_name AS firstName, last_name AS lastName FROM contacts
      WHERE email_key = ${key}`,
  );
  return {
    key,
    email,
    reason,
    evidence,
    createdAt,
    contact: contact ? { id: contact.id, name: `${contact.firstName} ${contact.lastName}`.trim() } : null,
    covers: isDomainKey(key) ? coveredBy(db, key.slice(1)) : null,
    message: messageOf(db, row.messageId, key),
    import: importOf(db, row),
  };
}

/** The message it rests on; of older suppressions the last one to the contact that was refused. */
function messageOf(db: ReadDb, messageId: number | null, key: string): Message | null {
  const which =
    messageId === null
      ? sql`m.id = (SELECT m2.id FROM messages m2 JOIN contacts c ON c.id = m2.contact_id WHERE c.email_key = ${key}
          AND m2.status = 'refused' ORDER BY m2.id DESC LIMIT 1)`
      : sql`m.id = ${messageId}`;
  return (
    db.get<Message>(
      sql`/* suppressions.message */ SELECT m.id, ca.public_id AS campaignId, coalesce(ca.name, '') AS campaign,
          coalesce(m.settled_at, m.created_at) AS at
        FROM messages m LEFT JOIN sends s ON s.id = m.send_id LEFT JOIN campaigns ca ON ca.id = s.campaign_id WHERE ${which}`,
    ) ?? null
  );
}

/** The import it rests on: the one that it names, or else the last one of the file that its evidence names. */
const importOf = (db: ReadDb, { importId, evidence }: { importId: number | null; evidence: string }) =>
  db.get<{ id: string; fileName: string }>(
    sql`/* suppressions.import */ SELECT public_id AS id, file_name AS fileName FROM imports
      WHERE id = ${importId} OR 'The file ' || file_name || ' says so' = ${evidence} ORDER BY id = ${importId} DESC, id DESC LIMIT 1`,
  ) ?? null;
