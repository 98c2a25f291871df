import { setImmediate as nextTurn } from 'node:timers/promises';
import { type ToldChange, valuesImage } from '../contacts/contacts.ts';
import type { ReadDb } from '../db/db.ts';
import { keptEdits, sliceAbout } from './bulk.store.ts';
import { type FieldValue, readValue } from './field-value.ts';

const SOURCE = 5;

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
    const fields = { [image.key]: [readValue(row[1]), readValue(image.written)] as [FieldValue, FieldValue] };
    told.push({ at: image.at, s: SOURCE, id: slice.id, text: 'Changed in a bulk edit', change: { fields } });
  }
  return told;
}
