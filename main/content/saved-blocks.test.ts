import { afterAll, beforeAll, expect, it } from 'vitest';
import { newBlock } from '#shared/content/tree.ts';
import type { WriteDb } from '../db/db.ts';
import { workspaceDb } from '../db/testing.ts';
import { changeSavedBlock, createSavedBlock, listSavedBlocks, removeSavedBlock } from './content.ts';

let db: WriteDb;
let close: () => void;
beforeAll(async () => ({ db, close } = await workspaceDb()));
afterAll(() => close());

it('blocks are kept under a name, by name, cleaned, until somebody deletes them', () => {
  const text = newBlock('text', 'a');
  const hostile =
    text.kind === 'text' ? { ...text, props: { ...text.props, html: '<p onclick="x">Hi<script>1</script></p>' } } : text;
  const second = createSavedBlock(db, { name: 'signature', blocks: [hostile, newBlock('footer', 'b')], now: 1 });
  createSavedBlock(db, { name: 'Address', blocks: [newBlock('section', 's')], now: 2 });
  expect(listSavedBlocks(db).map(({ name }) => name)).toEqual(['Address', 'signature']);
  expect(listSavedBlocks(db)[1]?.blocks[0]?.props).toMatchObject({ html: '<p>Hi</p>' });
  changeSavedBlock(db, { id: second, name: 'Closing' });
  expect(listSavedBlocks(db).map(({ name }) => name)).toEqual(['Address', 'Closing']);
  removeSavedBlock(db, second);
  expect(() => removeSavedBlock(db, second)).toThrow('no such saved block');
  expect(() => changeSavedBlock(db, { id: second, name: 'x' })).toThrow('no such saved block');
});
