import type { ImportOptions } from '#shared/rpc/imports.ts';
import { invalid } from '../base/errors.ts';
import { ensureField, ensureTag, listFields } from '../contacts/contacts.ts';
import type { WriteDb } from '../db/db.ts';
import { ensureList, requireList } from '../lists/lists.ts';
import type { Column, ParseJob } from './ports.ts';

/** Checks what is asked for and makes what is missing: the list, the new fields, the tags. Within a transaction. */
export function prepareImport(
  db: WriteDb,
  { path, options, now }: { path: string; options: ImportOptions; now: number },
): { job: ParseJob; listId: number } {
  checkMapping(options.mapping);
  const columns = options.mapping.map((target) => columnOf(db, target, now));
  for (const name of options.tags) ensureTag(db, { name, now });
  const list = 'id' in options.list ? requireList(db, options.list.id) : ensureList(db, { name: options.list.newName, now });
  return { job: { path, reading: options.reading, columns, status: options.status }, listId: list.id };
}

function checkMapping(mapping: ImportOptions['mapping']): void {
  const emails = mapping.filter((target) => target.to === 'email').length;
  if (emails === 0) throw invalid('imports.no-email', 'No column is chosen for the email address.');
  if (emails > 1) throw invalid('imports.two-emails', 'Two columns are chosen for the email address. One has to be it.');
  const once = mapping.flatMap((target) => {
    if (target.to === 'field') return [`field ${target.key}`];
    if (target.to === 'newField') return [`field ${target.label.trim().toLowerCase()}`];
    return target.to === 'nothing' || target.to === 'tags' || target.to === 'status' ? [] : [target.to];
  });
  const twice = once.find((name, index) => once.indexOf(name) !== index);
  if (twice !== undefined)
    throw invalid('imports.twice', `Two columns are chosen for the same thing (${twice}). One has to be it.`);
}

function columnOf(db: WriteDb, target: ImportOptions['mapping'][number], now: number): Column {
  if (target.to === 'newField') {
    const { key, label, type } = ensureField(db, { label: target.label, type: target.type, now });
    return { to: 'field', key, label, type };
  }
  if (target.to !== 'field') return target;
  const field = listFields(db).find((known) => known.key === target.key);
  if (!field) throw invalid('imports.unknown-field', `There is no field “${target.key}” any more.`);
  return { to: 'field', key: field.key, label: field.label, type: field.type };
}
