import type { ContactFilter } from '#shared/rpc/contacts.ts';
import { api } from '../api.ts';
import { number, people } from '../ui/format.ts';

/** As many as one call takes. */
const BATCH = 1000;

async function inBatches(ids: string[], work: (batch: string[]) => Promise<void>): Promise<void> {
  for (let start = 0; start < ids.length; start += BATCH) await work(ids.slice(start, start + BATCH));
}

/** The ids of all who match, not only of those that the table has read. */
export const everyIdOf = async (filter: ContactFilter): Promise<string[]> => (await api.contacts.ids(filter)).ids;

export async function addToList(ids: string[], list: { id: string; name: string }): Promise<string> {
  let kept = 0;
  await inBatches(ids, async (contactIds) => {
    const result = await api.lists.setMembership({
      listId: list.id,
      contactIds,
      status: 'subscribed',
      consentSource: 'Added by hand',
    });
    kept += result.kept;
  });
  const added = `${people(ids.length - kept)} now in ${list.name}`;
  return kept > 0 ? `${added}. ${number(kept)} left as they were: who has unsubscribed must ask to come back.` : `${added}.`;
}

export async function tagAll(ids: string[], name: string): Promise<string> {
  await inBatches(ids, async (batch) => void (await api.contacts.tag({ ids: batch, name })));
  return `${people(ids.length)} tagged “${name}”.`;
}

export async function removeAll(ids: string[]): Promise<string> {
  let removed = 0;
  await inBatches(ids, async (batch) => {
    removed += (await api.contacts.remove({ ids: batch })).removed;
  });
  return `${people(removed)} deleted.`;
}
