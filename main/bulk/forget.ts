import { suppressionsImage, valuesImage } from '../contacts/contacts.ts';
import { type RowImage, rowImage, type WriteDb } from '../db/db.ts';
import { joinedImage } from '../lists/lists.ts';
import { keptEdits, replaceImage, sliceAbout } from './bulk.store.ts';
import { deletedImage, taggedImage } from './images.ts';

/**
 * Takes a person out of all that could be undone, for when they are erased: nothing of them is left then, and no undo
 * brings any of it back. In the transaction that erases them.
 */
export function forgetInEdits(db: WriteDb, { contactId, emailKey }: { contactId: number; emailKey: string }): void {
  const others = <Row extends readonly unknown[]>(rows: Row[], at: number) => rows.filter((row) => row[at] !== contactId);
  for (const { key, action } of keptEdits(db)) {
    const slice = sliceAbout(db, { key, contactId });
    if (!slice) continue;
    const { id, image } = slice;
    const keep = (without: unknown) => replaceImage(db, { id, image: without });
    switch (action.kind) {
      case 'addTag':
      case 'removeTag': {
        const tagged = taggedImage.parse(image);
        keep({ ...tagged, ids: tagged.ids.filter((one) => one !== contactId) });
        break;
      }
      case 'setField':
      case 'clearField': {
        const values = valuesImage.parse(image);
        keep({ ...values, rows: others(values.rows, 0) });
        break;
      }
      case 'addToList': {
        const joined = joinedImage.parse(image);
        keep({ ...joined, made: others(joined.made, 1) });
        break;
      }
      case 'removeFromList':
        keep(withoutContact(rowImage.parse(image), contactId));
        break;
      case 'askToConfirm':
        break;
      case 'suppress': {
        const suppressed = suppressionsImage.parse(image);
        const added = suppressed.added.filter((key) => key !== emailKey);
        keep({ ...suppressed, added, raised: suppressed.raised.filter((row) => row.emailKey !== emailKey) });
        break;
      }
      case 'delete': {
        const gone = deletedImage.parse(image);
        keep({
          ...gone,
          rows: withoutContact(gone.rows, contactId),
          suppressed: gone.suppressed.filter((key) => key !== emailKey),
        });
        break;
      }
    }
  }
}

function withoutContact({ tables, loose }: RowImage, contactId: number): RowImage {
  return {
    tables: tables.map((table) => {
      const at = table.columns.indexOf(table.name === 'contacts' ? 'id' : 'contact_id');
      return { ...table, rows: at < 0 ? table.rows : table.rows.filter((row) => row[at] !== contactId) };
    }),
    loose: loose.map((some) => ({ ...some, rows: some.rows.filter(([, named]) => named !== contactId) })),
  };
}
