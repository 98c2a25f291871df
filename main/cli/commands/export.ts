import { z } from 'zod';
import { everybody } from '#shared/schema/rule.ts';
import { conflict, invalid, notFound } from '../../base/errors.ts';
import { selectedIds } from '../../contacts/contacts.ts';
import type { ReadDb } from '../../db/db.ts';
import { findList } from '../../lists/lists.ts';
import { inSegment, listSegments, segmentSql } from '../../segments/segments.ts';
import { defineCommand } from '../command.ts';

/** Everybody, the people of a list, those of a segment, or those of both at once. */
export const exportCommand = defineCommand({
  usage: 'export FILE [--list NAME] [--segment NAME]   (FILE ends with .csv or .xlsx)',
  options: { list: { type: 'string' }, segment: { type: 'string' } },
  positionals: ['file'],
  paths: ['file'],
  input: z.object({
    file: z.string().min(1),
    list: z.string().trim().min(1).optional(),
    segment: z.string().trim().min(1).optional(),
  }),
  run: async ({ workspace: { db, clock, exports } }, { file, list, segment }) => {
    const began = performance.now();
    const ending = /\.(csv|xlsx)$/i.exec(file)?.[1]?.toLowerCase();
    if (ending !== 'csv' && ending !== 'xlsx') throw invalid('exports.ending', 'The file has to end with .csv or .xlsx.');
    const listId = list === undefined ? undefined : requireListNamed(db, list);
    const among =
      segment === undefined
        ? undefined
        : segmentSql(db, { rule: { ...everybody, rules: [inSegment(requireSegmentNamed(db, segment))] }, now: clock() });
    const select = selectedIds({ listId, among });
    const plan = { contacts: { select, columns: 'all' as const, listId: listId ?? null } };
    const rows = await exports.toFile(plan, { path: file, format: ending });
    return { rows, ms: Math.round(performance.now() - began) };
  },
  print: ({ rows, ms }) => `${rows} people written in ${ms} ms.`,
});

function requireListNamed(db: ReadDb, name: string): number {
  const list = findList(db, name);
  if (!list) throw notFound('lists.unknown', `There is no list “${name}”.`);
  return list.id;
}

function requireSegmentNamed(db: ReadDb, name: string): string {
  const same = listSegments(db).filter((one) => one.name.toLowerCase() === name.toLowerCase());
  const [segment, ...others] = same;
  if (!segment) throw notFound('segments.unknown', `There is no segment “${name}”.`);
  if (others.length > 0) throw conflict('segments.ambiguous', `There are several segments “${name}”.`);
  return segment.publicId;
}
