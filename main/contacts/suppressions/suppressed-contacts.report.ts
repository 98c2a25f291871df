import { type Sql, sql } from '../../db/db.ts';

/** As the index has it. */
const domainOf = sql`substr(email_key, instr(email_key, '@') + 1)`;

/**
 * A SELECT of the ids of all contacts that are not mailed because of a suppression, by their address or by their domain
 * or one above it. Domains are walked through their index, each once however many people have it, and only where any
 * domain is suppressed.
 */
export const suppressedContacts: Sql = sql`
  SELECT c.id FROM suppressions s JOIN contacts c ON c.email_key = s.email_key
  UNION ALL
  SELECT c.id FROM (
    WITH RECURSIVE
      present (domain) AS (
        SELECT (SELECT min(${domainOf}) FROM contacts)
          WHERE EXISTS (SELECT 1 FROM suppressions WHERE email_key >= '@' AND email_key < 'A')
        UNION ALL
        SELECT (SELECT min(${domainOf}) FROM contacts WHERE ${domainOf} > present.domain) FROM present WHERE present.domain IS NOT NULL
      ),
      above (domain, rest) AS (
        SELECT domain, domain FROM present WHERE domain IS NOT NULL
        UNION ALL
        SELECT domain, substr(rest, instr(rest, '.') + 1) FROM above WHERE instr(rest, '.') > 0
      )
    SELECT DISTINCT domain FROM above CROSS JOIN suppressions s ON s.email_key = '@' || above.rest
  ) d CROSS JOIN contacts c ON substr(c.email_key, instr(c.email_key, '@') + 1) = d.domain`;
