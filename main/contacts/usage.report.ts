import { likeAnywhere, type ReadDb, sql } from '../db/db.ts';

/** Names of what may still be sent and says the values of a field: drafts and what is on its way to people, and templates. */
export function usersOfField(db: ReadDb, key: string): { campaigns: string[]; templates: string[] } {
  const dotted = `%contact.fields.${key}%`;
  const quoted = likeAnywhere(`contact.fields['${key}']`);
  const zoned = likeAnywhere(`"field":"${key}"`);
  const campaigns = db.all<{ name: string; text: string }>(
    sql`/* fields.campaigns */ SELECT name, subject || ' ' || preheader || ' ' || document || ' ' || coalesce(plan, '') AS text FROM campaigns
      WHERE archived_at IS NULL
        AND NOT EXISTS (SELECT 1 FROM sends s WHERE s.campaign_id = campaigns.id AND s.state = 'finished')
        AND (document LIKE ${dotted} OR subject LIKE ${dotted} OR preheader LIKE ${dotted} OR plan LIKE ${zoned} ESCAPE '\\'
          OR document LIKE ${quoted} ESCAPE '\\' OR subject LIKE ${quoted} ESCAPE '\\') ORDER BY name COLLATE NOCASE`,
  );
  const templates = db.all<{ name: string; text: string }>(
    sql`/* fields.templates */ SELECT name, document AS text FROM templates
      WHERE document LIKE ${dotted} OR document LIKE ${quoted} ESCAPE '\\' ORDER BY name COLLATE NOCASE`,
  );
  const named = ({ text }: { text: string }) => says(text, key);
  return {
    campaigns: campaigns.filter(named).map(({ name }) => name),
    templates: templates.filter(named).map(({ name }) => name),
  };
}

/** A key may be the beginning of a longer one, which is another field. */
function says(text: string, key: string): boolean {
  return new RegExp(`contact\\.fields(?:\\.${key}(?![\\w])|\\['${key}'\\])|"field":"${key}"`, 'i').test(text);
}

/** Names of the campaigns that are not sent yet and go to people with a tag. */
export const draftsWithTag = (db: ReadDb, publicId: string): string[] =>
  db
    .all<{ name: string }>(
      sql`/* tags.campaigns */ SELECT name FROM campaigns WHERE audience LIKE ${likeAnywhere(`"${publicId}"`)} ESCAPE '\\'
        AND archived_at IS NULL AND NOT EXISTS (SELECT 1 FROM sends s WHERE s.campaign_id = campaigns.id) ORDER BY name COLLATE NOCASE`,
    )
    .map(({ name }) => name);
