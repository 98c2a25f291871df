import { z } from 'zod';
import { type Replacement, replacedIn } from '#shared/schema/replace.ts';
import { likeAnywhere, type ReadDb, type Sql, sql, type WriteDb } from '../db/db.ts';

const json = z.string().transform((text): unknown => JSON.parse(text));
const draft = z.object({
  id: z.number(),
  subject: z.string(),
  preheader: z.string(),
  document: json,
  audience: json,
  plan: json.nullable(),
});

const neverSent = sql`NOT EXISTS (SELECT 1 FROM sends s WHERE s.campaign_id = campaigns.id)`;
const nameOf = (replacement: Replacement): string =>
  likeAnywhere('field' in replacement ? replacement.field.from : replacement.tag.from);

/** Drafts that may ask for it: the text stands in them, whatever it means there. */
function draftsNaming(db: ReadDb, replacement: Replacement): z.output<typeof draft>[] {
  const name = nameOf(replacement);
  return z.array(draft).parse(
    db.all(
      sql`/* campaigns.naming */ SELECT id, subject, preheader, document, audience, plan FROM campaigns
        WHERE ${neverSent} AND (document LIKE ${name} ESCAPE '\\' OR subject LIKE ${name} ESCAPE '\\'
          OR preheader LIKE ${name} ESCAPE '\\' OR audience LIKE ${name} ESCAPE '\\' OR plan LIKE ${name} ESCAPE '\\')`,
    ),
  );
}

/** A test that was sent still stands for what it is now; whoever has it open elsewhere has to read it again. */
export function replaceInCampaigns(db: WriteDb, { replacement, now }: { replacement: Replacement; now: number }): void {
  for (const { id, ...before } of draftsNaming(db, replacement)) {
    const next = replacedIn(before, replacement);
    if (next === before) continue;
    db.run(
      sql`/* campaigns.replace */ UPDATE campaigns SET subject = ${next.subject}, preheader = ${next.preheader},
        document = ${JSON.stringify(next.document)}, audience = ${JSON.stringify(next.audience)},
        plan = ${next.plan === null ? null : JSON.stringify(next.plan)},
        tested_revision = iif(tested_revision = revision, revision + 1, tested_revision), revision = revision + 1, updated_at = ${now}
        WHERE id = ${id}`,
    );
  }
}

const ofDrafts = sql`campaign_id IN (SELECT id FROM campaigns WHERE ${neverSent})`;
type Text = { id: number; text: string };
const texts = (db: ReadDb, query: Sql): Text[] => db.all<Text>(query);

function replaceEach(rows: readonly Text[], replacement: Replacement, write: (id: number, text: string) => void): void {
  for (const { id, text } of rows) {
    const before: unknown = JSON.parse(text);
    const next = replacedIn(before, replacement);
    if (next !== before) write(id, JSON.stringify(next));
  }
}

/** Whatever a person can come back to in a draft: its versions. Steps of undo that name it are forgotten. */
export function replaceInHistory(db: WriteDb, replacement: Replacement): void {
  const name = nameOf(replacement);
  replaceEach(
    texts(
      db,
      sql`/* versions.naming */ SELECT id, draft AS text FROM versions WHERE ${ofDrafts} AND draft LIKE ${name} ESCAPE '\\'`,
    ),
    replacement,
    (id, text) => db.run(sql`/* versions.replace */ UPDATE versions SET draft = ${text} WHERE id = ${id}`),
  );
  replaceEach(
    texts(
      db,
      sql`/* versions.naming-after */ SELECT id, became AS text FROM versions WHERE ${ofDrafts} AND became LIKE ${name} ESCAPE '\\'`,
    ),
    replacement,
    (id, text) => db.run(sql`/* versions.replace-after */ UPDATE versions SET became = ${text} WHERE id = ${id}`),
  );
  // Each step is told by how its text differs, so nothing can be put into them afterwards: who went back would ask for what is gone.
  db.run(sql`/* undo-logs.replace */ DELETE FROM undo_logs WHERE ${ofDrafts} AND (first LIKE ${name} ESCAPE '\\'
    OR EXISTS (SELECT 1 FROM undo_patches p WHERE p.log_id = undo_logs.id AND p.patch LIKE ${name} ESCAPE '\\'))`);
}
