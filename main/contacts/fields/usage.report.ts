import { likeAnywhere, type ReadDb, sql } from '../../db/db.ts';

/**
 * Names of what may still be sent and asks for a field, be it to show its value or in a condition: drafts and what is on
 * its way to people, and templates and saved blocks.
 */
export function usersOfField(db: ReadDb, key: string): { campaigns: string[]; templates: string[] } {
  const word = likeAnywhere(key);
  const campaigns = db.all<Text>(
    sql`/* fields.campaigns */ SELECT name, subject || ' ' || preheader || ' ' || document || ' ' || coalesce(plan, '') AS text FROM campaigns
      WHERE archived_at IS NULL
        AND NOT EXISTS (SELECT 1 FROM sends s WHERE s.campaign_id = campaigns.id AND s.state = 'finished')
        AND (document LIKE ${word} ESCAPE '\\' OR subject LIKE ${word} ESCAPE '\\' OR preheader LIKE ${word} ESCAPE '\\'
          OR plan LIKE ${word} ESCAPE '\\') ORDER BY name COLLATE NOCASE`,
  );
  const designs = db.all<Text>(
    sql`/* fields.templates */ SELECT name, document AS text FROM templates WHERE document LIKE ${word} ESCAPE '\\'
      UNION ALL SELECT name, blocks FROM saved_blocks WHERE blocks LIKE ${word} ESCAPE '\\' ORDER BY name COLLATE NOCASE`,
  );
  const names = (some: Text[]) => some.filter(({ text }) => says(text, key)).map(({ name }) => name);
  return { campaigns: names(campaigns), templates: names(designs) };
}

type Text = { name: string; text: string };

/** A key may be the beginning of a longer one, which is another field. */
function says(text: string, key: string): boolean {
  const tag = `contact\\.fields(?:\\.${key}(?![\\w-])|\\[\\s*(?:'|\\\\?"|&#39;|&quot;)${key}(?:'|\\\\?"|&#39;|&quot;)\\s*\\])`;
  return new RegExp(`${tag}|"field":"${key}"|"kind":"field","key":"${key}"`).test(text);
}

/** Names of the campaigns that are not sent yet and go to people with a tag, or show them something else. */
export const draftsWithTag = (db: ReadDb, publicId: string): string[] =>
  db
    .all<{ name: string }>(
      sql`/* tags.campaigns */ SELECT name FROM campaigns WHERE (audience LIKE ${likeAnywhere(`"${publicId}"`)} ESCAPE '\\'
          OR document LIKE ${likeAnywhere(`"${publicId}"`)} ESCAPE '\\') AND archived_at IS NULL AND NOT EXISTS (SELECT 1 FROM sends s WHERE s.campaign_id = campaigns.id) ORDER BY name COLLATE NOCASE`,
    )
    .map(({ name }) => name);
