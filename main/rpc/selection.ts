import type { ContactFilter } from '#shared/rpc/contacts.ts';
import { reportPeople } from '../campaigns/campaigns.ts';
import { type ContactSelection, requireTag } from '../contacts/contacts.ts';
import type { ReadDb } from '../db/db.ts';
import { requireList } from '../lists/lists.ts';

/** The filter of a screen with inner ids in place of public ones. */
export const selectionOf = (db: ReadDb, { search, listId, status, tagId, report }: ContactFilter): ContactSelection => ({
  search,
  listId: listId === undefined ? undefined : requireList(db, listId).id,
  status,
  tagId: tagId === undefined ? undefined : requireTag(db, tagId),
  among: report && reportPeople(db, report),
});
