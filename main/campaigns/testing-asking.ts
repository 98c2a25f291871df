import { createChanges } from '../base/changes.ts';
import { silentLogger } from '../base/logger.ts';
import { createBulk } from '../bulk/bulk.ts';
import { sql, type WriteDb } from '../db/db.ts';
import { deliveryOn } from '../delivery/testing.ts';
import { createConfirmer } from './confirmer.ts';
import { createLetters } from './letters.ts';

/** What puts everybody of a database into a list and sends the mails that ask them, as a workspace does. */
export function askingEverybody(db: WriteDb, listId: string) {
  const tools = { db, clock: Date.now, logger: silentLogger, changes: createChanges() };
  const delivery = deliveryOn(db, { letters: createLetters(db), changes: tools.changes });
  const confirmer = createConfirmer({ ...tools, delivery });
  const bulk = createBulk({
    ...tools,
    readIds: async function* (select) {
      yield db.all<{ id: number }>(select).map((row) => row.id);
    },
  });
  return {
    start: () => {
      bulk.recover();
      delivery.start();
      confirmer.start();
      bulk.start(sql`SELECT id FROM contacts ORDER BY id`, { kind: 'addToList', listId, consentSource: 'Added by hand' });
    },
    stop: async () => {
      await bulk.stop();
      await confirmer.stop();
      await delivery.stop();
    },
  };
}
