import { z } from 'zod';
import { type FieldType, fieldType } from '#shared/schema/words.ts';
import { kept, type ReadDb, sql, type WriteDb } from '../../db/db.ts';

export type Field = { id: string; key: string; label: string; type: FieldType; choices: string[] };
type Row = Omit<Field, 'type' | 'choices'> & { type: string; choices: string };

const choiceList = z.array(z.string());
const parse = (row: Row): Field => ({
  ...row,
  type: fieldType.parse(row.type),
  choices: choiceList.parse(JSON.parse(row.choices)),
});

export const selectFields = (db: ReadDb): Field[] => [
  ...kept(db, { name: 'fields', of: ['fields'] }, () =>
    db
      .all<Row>(sql`/* fields.all */ SELECT public_id AS id, key, label, type, choices FROM fields ORDER BY fields.id`)
      .map(parse),
  ),
];

export function getField(db: ReadDb, publicId: string): Field | null {
  const row = db.get<Row>(
    sql`/* fields.get */ SELECT public_id AS id, key, label, type, choices FROM fields WHERE public_id = ${publicId}`,
  );
  return row ? parse(row) : null;
}

export const insertField = (db: WriteDb, field: Field & { now: number }): void =>
  void db.run(
    sql`/* fields.insert */ INSERT INTO fields (public_id, key, label, type, choices, created_at)
      VALUES (${field.id}, ${field.key}, ${field.label}, ${field.type}, ${JSON.stringify(field.choices)}, ${field.now})`,
  );

export const updateLabel = (db: WriteDb, { id, label }: { id: string; label: string }): boolean =>
  db.run(sql`/* fields.label */ UPDATE fields SET label = ${label} WHERE public_id = ${id}`).changes === 1;

export const updateType = (db: WriteDb, { id, type, choices }: Pick<Field, 'id' | 'type' | 'choices'>): void =>
  void db.run(
    sql`/* fields.type */ UPDATE fields SET type = ${type}, choices = ${JSON.stringify(choices)} WHERE public_id = ${id}`,
  );

export const deleteField = (db: WriteDb, publicId: string): boolean =>
  db.run(sql`/* fields.delete */ DELETE FROM fields WHERE public_id = ${publicId}`).changes === 1;
