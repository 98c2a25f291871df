import type { ImportOptions, Target } from '#shared/rpc/imports.ts';
import { invalid } from '../base/errors.ts';
import { ensureField, ensureTag, findTagId, fold, listFields } from '../contacts/contacts.ts';
import type { ReadDb, WriteDb } from '../db/db.ts';
import { ensureList, findList, requireList } from '../lists/lists.ts';
import type { Made } from './journal.store.ts';
import type { Column, ParseJob } from './ports.ts';
import { shapeOf } from './shape.ts';
import { rememberShape } from './shapes.store.ts';

/** Checks what is asked for and makes what is missing: the list, the new fields, the tags. Within a transaction. */
export function prepareImport(
  db: WriteDb,
  { path, options, names, now }: { path: string; options: ImportOptions; names: readonly string[]; now: number },
): { job: ParseJob; listId: number; made: Made } {
  checkMapping(options.mapping);
  const fieldsBefore = new Set(listFields(db).map(({ id }) => id));
  const columns = options.mapping.map((target) => columnOf(db, target, now));
  const fields = columns.flatMap((column) => (column.to === 'field' ? [column.key] : []));
  const madeFields = listFields(db).filter(({ id, key }) => fields.includes(key) && !fieldsBefore.has(id));
  const newTags = options.tags.filter((name) => findTagId(db, name.trim()) === null);
  for (const name of options.tags) ensureTag(db, { name, now });
  const { list, isNew } = listOf(db, options.list, now);
  const made: Made = {
    lists: isNew ? [list.id] : [],
    fields: madeFields.map(({ id }) => id),
    tags: [...new Set(newTags.map((name) => findTagId(db, name.trim()) ?? 0))],
  };
  const { reading, status, correctTypos, roles } = options;
  const shape = options.remember ? shapeOf(names, reading) : null;
  if (shape !== null) rememberShape(db, { shape, columns, usedAt: now });
  return { job: { path, reading, columns, status, correctTypos, roles }, listId: list.id, made };
}

/** What a file that was begun already is read as; what it needs was made then. */
export function jobOf(db: ReadDb, { path, options }: { path: string; options: ImportOptions }): ParseJob {
  const fields = listFields(db);
  const columns = options.mapping.map((target): Column => {
    if (target.to !== 'field' && target.to !== 'newField') return target;
    const label = target.to === 'newField' ? fold(target.label.trim()) : null;
    const field = fields.find((known) => (target.to === 'field' ? known.key === target.key : fold(known.label) === label));
    if (!field) throw invalid('imports.unknown-field', 'A field that this file goes into was removed meanwhile.');
    return { to: 'field', key: field.key, label: field.label, type: field.type, choices: field.choices };
  });
  const { reading, status, correctTypos, roles } = options;
  return { path, reading, columns, status, correctTypos, roles };
}

function listOf(db: WriteDb, wanted: ImportOptions['list'], now: number): { list: { id: number }; isNew: boolean } {
  if ('id' in wanted) return { list: requireList(db, wanted.id), isNew: false };
  const known = findList(db, wanted.newName);
  return { list: known ?? ensureList(db, { name: wanted.newName, now }), isNew: known === null };
}

/** What several columns may become at once. */
const many = new Set<Target['to']>(['nothing', 'tags', 'status', 'suppressed']);

function checkMapping(mapping: ImportOptions['mapping']): void {
  const emails = mapping.filter((target) => target.to === 'email').length;
  if (emails === 0) throw invalid('imports.no-email', 'No column is chosen for the email address.');
  if (emails > 1) throw invalid('imports.two-emails', 'Two columns are chosen for the email address. One has to be it.');
  const once = mapping.flatMap((target) => {
    if (target.to === 'field') return [`field ${target.key}`];
    if (target.to === 'newField') return [`field ${target.label.trim().toLowerCase()}`];
    return many.has(target.to) ? [] : [target.to];
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
  return { to: 'field', key: field.key, label: field.label, type: field.type, choices: field.choices };
}
