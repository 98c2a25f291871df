import type { Field } from '../contacts/contacts.ts';
import type { WriteDb } from '../db/db.ts';
import { allOptions, replaceOptions } from './options.store.ts';
import type { Column } from './ports.ts';
import { rememberedShapes, rewriteShape } from './shapes.store.ts';

/** The column becomes another field; where one does already, it becomes nothing. */
const columnsAfter = <Target extends { to: string; key?: string }, Other>(
  columns: readonly Target[],
  { from, into, as }: { from: string; into: string; as: Other },
): (Target | Other | { to: 'nothing' })[] => {
  const taken = columns.some(({ to, key }) => to === 'field' && key === into);
  return columns.map((column) => {
    if (column.to !== 'field' || column.key !== from) return column;
    return taken ? { to: 'nothing' } : as;
  });
};

/** What was decided for files, remembered or watched, puts the values of a field into another one from now on. */
export function replaceFieldInImports(db: WriteDb, { from, into }: { from: string; into: Field }): void {
  const { key, label, type, choices } = into;
  for (const { shape, columns } of rememberedShapes(db)) {
    if (!columns.some((column) => column.to === 'field' && column.key === from)) continue;
    const as: Column = { to: 'field', key, label, type, choices };
    rewriteShape(db, { shape, columns: columnsAfter(columns, { from, into: key, as }) });
  }
  for (const { id, options } of allOptions(db, from)) {
    if (!options.mapping.some((target) => target.to === 'field' && target.key === from)) continue;
    const mapping = columnsAfter(options.mapping, { from, into: key, as: { to: 'field' as const, key } });
    replaceOptions(db, { id, options: { ...options, mapping } });
  }
}

/** Files that put a tag on everybody put it on under its new name. */
export function renameTagInImports(db: WriteDb, { from, to }: { from: string; to: string }): void {
  const same = (name: string) => name.toLowerCase() === from.toLowerCase();
  for (const { id, options } of allOptions(db, from)) {
    if (!options.tags.some(same)) continue;
    replaceOptions(db, { id, options: { ...options, tags: [...new Set(options.tags.map((name) => (same(name) ? to : name)))] } });
  }
}
