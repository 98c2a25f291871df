import type { Audience } from '#shared/rpc/campaigns.ts';
import { type ReadDb, type Sql, sql } from '../db/db.ts';
import { selectRecipients } from './audience.report.ts';
import { withSegments } from './audience-segments.ts';

const FIELDS = 'contact.fields.';

/** How many recipients lack a value that the message shows without a fallback. */
export type EmptyValue = { label: string; people: number };

/** `values` are facts of a contact as merge tags name them: `contact.first_name`, `contact.fields.city`. */
export function countEmptyValues(
  db: ReadDb,
  { audience, values }: { audience: Audience; values: readonly string[] },
): EmptyValue[] {
  const looked = withSegments(db, audience);
  return values.flatMap((value) => {
    const query = emptyValueQuery(looked, value);
    const people = (query && db.value<number>(query)) ?? 0;
    return people > 0 ? [{ label: labelOf(db, value), people }] : [];
  });
}

/** Null where the value can never be empty. */
export function emptyValueQuery(audience: Audience, value: string): Sql | null {
  const empty = emptiness(value);
  return (
    empty &&
    sql`/* review.emptyValues */ SELECT count(*) AS people FROM contacts c WHERE c.id IN (${selectRecipients(audience)}) AND ${empty}`
  );
}

function emptiness(value: string) {
  if (value === 'contact.first_name') return sql`c.first_name = ''`;
  if (value === 'contact.last_name') return sql`c.last_name = ''`;
  if (!value.startsWith(FIELDS)) return null;
  const path = `$.${JSON.stringify(value.slice(FIELDS.length))}`;
  return sql`coalesce(json_extract(c.fields, ${path}), '') = ''`;
}

export function labelOf(db: ReadDb, value: string): string {
  if (value === 'contact.first_name') return 'first name';
  if (value === 'contact.last_name') return 'last name';
  const key = value.slice(FIELDS.length);
  return db.value<string>(sql`/* review.fieldLabel */ SELECT label FROM fields WHERE key = ${key}`) ?? key;
}
