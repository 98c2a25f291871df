import { setImmediate as nextTurn } from 'node:timers/promises';
import { z } from 'zod';
import { type ToldChange, valuesImage } from '../contacts/contacts.ts';
import type { ReadDb } from '../db/db.ts';
import { keptEdits, sliceAbout } from './bulk.store.ts';

const SOURCE = 5;
const value = z.union([z.string(), z.number(), z.boolean()]).nullable();
const read = (json: string | null) => (json === null ? null : value.parse(JSON.parse(json)));

/** What bulk edits changed of a person's fields, from what they keep for their undo, and so for as long as they can be undone. */
export async function changesByEdits(db: ReadDb, contactId: number): Promise<ToldChange[]> {
  const told: ToldChange[] = [];
  const edits = keptEdits(db).filter(({ action: { kind } }) => kind === 'setField' || kind === 'clearField');
  for (const { key } of edits) {
    const slice = sliceAbout(db, { key, contactId });
    if (!slice) continue;
    const image = valuesImage.parse(slice.image);
    const row = image.rows.find(([id]) => id === contactId);
    await nextTurn();
    if (!row) continue;
    const fields = { [image.key]: [read(row[1]), read(image.written)] as [ReturnType<typeof read>, ReturnType<typeof read>] };
    told.push({ at: image.at, s: SOURCE, id: slice.id, text: 'Changed in a bulk edit', change: { fields } });
  }
  return told;
}
