import type { Replacement } from '#shared/schema/replace.ts';
import { replaceInDrafts } from '../campaigns/campaigns.ts';
import { type Field, replaceColumn } from '../contacts/contacts.ts';
import { replaceInDesigns } from '../content/content.ts';
import type { WriteDb } from '../db/db.ts';
import { renameTagInImports, replaceFieldInImports } from '../imports/imports.ts';
import { replaceInSegments } from '../segments/segments.ts';

/** Whatever asked for a field that was merged into another asks for that one. In the transaction that merges them. */
export function replaceField(db: WriteDb, { from, into, now }: { from: string; into: Field; now: number }): void {
  replaceEverywhere(db, { replacement: { field: { from, to: into.key } }, now });
  replaceColumn(db, { from, to: into.key });
  replaceFieldInImports(db, { from, into });
}

type NamedTag = { id: string; name: string };

/** The same for a tag. */
export function replaceTag(db: WriteDb, { from, into, now }: { from: NamedTag; into: NamedTag; now: number }): void {
  replaceEverywhere(db, { replacement: { tag: { from: from.id, to: into.id } }, now });
  renameTagInImports(db, { from: from.name, to: into.name });
}

function replaceEverywhere(db: WriteDb, change: { replacement: Replacement; now: number }): void {
  replaceInSegments(db, change);
  replaceInDrafts(db, change);
  replaceInDesigns(db, change);
}
