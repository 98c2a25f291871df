import { type Sql, sql } from '../db/db.ts';
import { selectRecipients } from './audience.report.ts';
import type { Meant } from './audience-segments.ts';

/** So many of each kind are looked for in the audience. */
const CANDIDATES = 2000;

/** What nameless people are sorted by: behind every letter. */
const NAMELESS = sql`char(0x10ffff)`;

/** Names as they are sorted, from the index: those of other scripts come behind the Latin ones, the empty ones last. */
const kinds = {
  'no-name': sql`SELECT id FROM contacts WHERE name_key >= ${NAMELESS} LIMIT ${CANDIDATES}`,
  long: sql`SELECT id FROM contacts WHERE length(name_key) > 28 ORDER BY length(name_key) DESC LIMIT ${CANDIDATES}`,
  'other-script': sql`SELECT id FROM contacts WHERE name_key >= char(0x370) AND name_key < ${NAMELESS} ORDER BY name_key DESC LIMIT ${CANDIDATES}`,
} as const;
export type AwkwardKind = keyof typeof kinds;

/** One of an audience whom a design may not suit, as `id`; of long names the longest. */
export const awkwardQuery = (audience: Meant, kind: AwkwardKind): Sql => sql`/* awkward.find */
  SELECT c.id FROM (${kinds[kind]}) AS k JOIN contacts c ON c.id = k.id
  WHERE c.id IN (${selectRecipients(audience)}) ORDER BY length(c.name_key) DESC LIMIT 1`;
