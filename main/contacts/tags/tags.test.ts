import { afterEach, beforeEach, expect, it } from 'vitest';
import type { WriteDb } from '../../db/db.ts';
import { workspaceDb } from '../../db/testing.ts';
import {
  addTag,
  changeTag,
  countTags,
  createContact,
  createTag,
  describeContact,
  listTags,
  mergeTags,
  removeTagInTurns,
} from '../contacts.ts';

let db: WriteDb;
let close: () => void;
beforeEach(async () => {
  ({ db, close } = await workspaceDb());
});
afterEach(() => close());

const now = 1;
const people = (count: number, from = 0) =>
  Array.from({ length: count }, (_, index) => createContact(db, { email: `p${from + index}@example.com`, now }));
const idOf = (name: string) => listTags(db).find((tag) => tag.name === name)?.id ?? '';

it('renames a tag and gives it a colour; another tag of the name is in the way, other capitals are not', () => {
  createTag(db, { name: 'Gold', color: 'amber', now });
  createTag(db, { name: 'Silver', color: 'gray', now });
  changeTag(db, { id: idOf('Gold'), name: 'GOLD', color: 'rose' });
  expect(listTags(db)).toMatchObject([{ name: 'GOLD', color: 'rose' }, { name: 'Silver' }]);
  expect(() => changeTag(db, { id: idOf('GOLD'), name: 'silver' })).toThrow(expect.objectContaining({ code: 'tags.taken' }));
  expect(() => createTag(db, { name: 'gold', color: 'gray', now })).toThrow(expect.objectContaining({ kind: 'conflict' }));
});

it('merges tags: who had either has the one that stays, once', async () => {
  const [anna, ben, cleo] = people(3);
  if (!anna || !ben || !cleo) throw new Error('There are three.');
  addTag(db, { name: 'VIP', contactIds: [anna.id, ben.id], now });
  addTag(db, { name: 'Gold', contactIds: [ben.id, cleo.id], now });
  expect(await mergeTags(db, { id: idOf('VIP'), intoId: idOf('Gold') })).toBe(2);
  expect(await countTags(db)).toMatchObject([{ name: 'Gold', contacts: 3 }]);
  expect(describeContact(db, ben.publicId).tags).toEqual(['Gold']);
  await expect(mergeTags(db, { id: idOf('Gold'), intoId: idOf('Gold') })).rejects.toThrow('into itself');
});

it('merges, counts and deletes a tag of more people than are moved at once', async () => {
  const many = db.transaction(() => people(2500));
  const contactIds = many.map(({ id }) => id);
  addTag(db, { name: 'Old', contactIds, now });
  addTag(db, { name: 'New', contactIds: contactIds.slice(0, 10), now });
  expect(await mergeTags(db, { id: idOf('Old'), intoId: idOf('New') })).toBe(2500);
  expect(await countTags(db)).toMatchObject([{ name: 'New', contacts: 2500 }]);
  await removeTagInTurns(db, idOf('New'));
  expect(await countTags(db)).toEqual([]);
});
