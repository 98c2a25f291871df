import { z } from 'zod';
import { fieldType, suppressionReason } from '#shared/schema/words.ts';
import { type ReadDb, sql, type WriteDb } from '../db/db.ts';
import type { Column, RememberedShape } from './ports.ts';

const plain = z.enum(['nothing', 'email', 'firstName', 'lastName', 'name', 'tags', 'status', 'consentAt']);
const column: z.ZodType<Column> = z.union([
  z.object({ to: plain }),
  z.object({ to: z.literal('suppressed'), reason: suppressionReason }),
  z.object({
    to: z.literal('field'),
    key: z.string(),
    label: z.string(),
    type: fieldType,
    choices: z.array(z.string()).optional(),
  }),
]);
const columns = z.array(column);

/** Shapes of files are few; those not met for the longest are forgotten. */
const MOST = 100;

type Row = { shape: string; columns: string; usedAt: number };

export const rememberedShapes = (db: ReadDb): RememberedShape[] =>
  db
    .all<Row>(
      sql`/* import-shapes.all */ SELECT shape, columns, used_at AS usedAt FROM import_shapes ORDER BY used_at DESC LIMIT ${MOST}`,
    )
    .map((row) => ({ ...row, columns: columns.parse(JSON.parse(row.columns)) }));

export function rememberShape(db: WriteDb, { shape, columns: decided, usedAt }: RememberedShape): void {
  db.run(
    sql`/* import-shapes.put */ INSERT INTO import_shapes (shape, columns, used_at) VALUES (${shape}, ${JSON.stringify(decided)}, ${usedAt})
      ON CONFLICT (shape) DO UPDATE SET columns = excluded.columns, used_at = excluded.used_at`,
  );
  db.run(
    sql`/* import-shapes.forget */ DELETE FROM import_shapes
      WHERE shape NOT IN (SELECT shape FROM import_shapes ORDER BY used_at DESC LIMIT ${MOST})`,
  );
}

/** It stays as old as it is. */
export const rewriteShape = (db: WriteDb, { shape, columns: next }: Omit<RememberedShape, 'usedAt'>): void =>
  void db.run(sql`/* import-shapes.rewrite */ UPDATE import_shapes SET columns = ${JSON.stringify(next)} WHERE shape = ${shape}`);
