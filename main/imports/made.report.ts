import { likeAnywhere, type ReadDb, sql } from '../db/db.ts';

/** Whether a campaign, a segment or another import names something by its public id. */
const named = (publicId: string) => {
  const like = likeAnywhere(publicId);
  return sql`EXISTS (SELECT 1 FROM campaigns WHERE audience LIKE ${like} ESCAPE '\\') OR EXISTS (SELECT 1 FROM segments WHERE rule LIKE ${like} ESCAPE '\\')`;
};

const publicIdOf = {
  list: (id: number) => sql`/* imports.made-list */ SELECT public_id FROM lists WHERE id = ${id}`,
  tag: (id: number) => sql`/* imports.made-tag */ SELECT public_id FROM tags WHERE id = ${id}`,
};

/** Whether a list or tag that an import made is used by what somebody made since; null where it is gone already. */
export function isUsed(
  db: ReadDb,
  { kind, id, importId }: { kind: 'list' | 'tag'; id: number; importId: number },
): boolean | null {
  const publicId = db.value<string>(publicIdOf[kind](id));
  if (publicId === undefined) return null;
  const others =
    kind === 'list'
      ? sql`EXISTS (SELECT 1 FROM imports WHERE list_id = ${id} AND id <> ${importId} AND undo = '')`
      : sql`EXISTS (SELECT 1 FROM import_tags t JOIN imports i ON i.id = t.import_id WHERE t.tag_id = ${id} AND i.id <> ${importId} AND i.undo = '')`;
  return db.value<number>(sql`/* imports.made-used */ SELECT ${named(publicId)} OR ${others} AS used`) === 1;
}

/** Whether segments ask for a field, by its key as it stands in their rules. */
export const segmentsUseField = (db: ReadDb, key: string): boolean =>
  db.value<number>(
    sql`/* imports.field-in-segments */ SELECT EXISTS (SELECT 1 FROM segments WHERE rule LIKE ${likeAnywhere(`"key":"${key}"`)} ESCAPE '\\') AS used`,
  ) === 1;
