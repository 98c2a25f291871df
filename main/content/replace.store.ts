import { type Replacement, replacedIn } from '#shared/schema/replace.ts';
import { sql, type WriteDb } from '../db/db.ts';

type Text = { id: number; text: string };

/** Own templates and saved blocks ask for another field or tag. Within a transaction of the caller. */
export function replaceInDesigns(db: WriteDb, { replacement, now }: { replacement: Replacement; now: number }): void {
  const templates = db.all<Text>(sql`/* templates.texts */ SELECT id, document AS text FROM templates`);
  for (const { id, text } of replacedAmong(templates, replacement))
    db.run(sql`/* templates.replace */ UPDATE templates SET document = ${text}, updated_at = ${now} WHERE id = ${id}`);
  const saved = db.all<Text>(sql`/* saved-blocks.texts */ SELECT id, blocks AS text FROM saved_blocks`);
  for (const { id, text } of replacedAmong(saved, replacement))
    db.run(sql`/* saved-blocks.replace */ UPDATE saved_blocks SET blocks = ${text} WHERE id = ${id}`);
}

const replacedAmong = (rows: readonly Text[], replacement: Replacement): Text[] =>
  rows.flatMap(({ id, text }) => {
    const before: unknown = JSON.parse(text);
    const next = replacedIn(before, replacement);
    return next === before ? [] : [{ id, text: JSON.stringify(next) }];
  });
