import { type Sql, sql } from '../db/db.ts';
import { selectRecipients } from './audience.report.ts';
import type { Meant } from './audience-segments.ts';

/** So many of each kind are looked for in the audience. */
const CANDIDATES = 2000;

/** Names as they are sorted, from the index: the empty ones come first, those of other scripts behind the Latin ones. */
const kinds = {
  'no-name': sql`SELECT id FROM contacts WHERE name_key = '' LIMIT ${CANDIDATES}`,
  long: sql`SELECT id FROM contacts WHERE length(name_key) > 28 ORDER BY length(name_key) DESC LIMIT ${CANDIDATES}`,
  'other-script': sql`SELECT id FROM contacts WHERE name_key >= char(0x370) ORDER BY name_key DESC LIMIT ${CANDIDATES}`,
} as const;
export type AwkwardKind = keyof typeof kinds;

/** One of an audience whom a design may not suit, as `id`; of long names the longest. */
export const awkwardQuery = (audience: Meant, kind: AwkwardKind): Sql => sql`/* awkward.find */
  SELECT c.id FROM (${kinds[kind]}) AS k JOIN contacts c ON c.id = k.id
  WHERE c.id IN (${selectRecipients(audience)}) ORDER BY length(c.name_key) DESC LIMIT 1`;
