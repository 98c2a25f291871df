import { createHash } from 'node:crypto';
import type { Reading, Target } from '#shared/rpc/imports.ts';
import { fold } from '../contacts/contacts.ts';
import type { Column, KnownField, RememberedShape } from './ports.ts';

/** What tells files of one kind from others: the names of their columns, in their order. Null where they have none. */
export function shapeOf(names: readonly string[], { header, format }: Pick<Reading, 'header' | 'format'>): string | null {
  if (names.length === 0 || (!header && format !== 'vcard')) return null;
  return createHash('sha256')
    .update(names.map((name) => fold(name.trim())).join('\u001f'))
    .digest('hex');
}

/** The columns of a file as they were understood the last time; null where this is the first of its kind. */
export function recalled(
  shapes: readonly RememberedShape[],
  { shape, fields, width }: { shape: string | null; fields: readonly KnownField[]; width: number },
): { mapping: (Target | null)[]; usedAt: number } | null {
  const known = shape === null ? undefined : shapes.find((one) => one.shape === shape);
  if (!known || known.columns.length !== width) return null;
  return { mapping: known.columns.map((column) => targetOf(column, fields)), usedAt: known.usedAt };
}

/** Null where the field is gone: then it is guessed anew. */
function targetOf(column: Column, fields: readonly KnownField[]): Target | null {
  if (column.to !== 'field') return column;
  return fields.some(({ key }) => key === column.key) ? { to: 'field', key: column.key } : null;
}
