import { expect, test } from 'vitest';
import { type BlocksDocument, document, idsIn } from './document.ts';
import { changeLeaves, everyBlock, leavesIn } from './walk.ts';

const heading = (id: string) => ({ id, kind: 'heading', props: { text: id } });
const nested = () =>
  document.parse({
    version: 1,
    kind: 'blocks',
    blocks: [
      heading('a'),
      {
        id: 's',
        kind: 'section',
        props: { blocks: [heading('b'), { id: 'c', kind: 'columns', props: { columns: [[heading('d')], [heading('e')]] } }] },
      },
    ],
  }) as BlocksDocument;

test('a document stored before blocks could be locked, hidden or conditional still means the same', () => {
  const [block] = (document.parse({ version: 1, kind: 'blocks', blocks: [heading('a')] }) as BlocksDocument).blocks;
  expect(block).toMatchObject({ locked: false, only: 'all', when: null });
});

test('a block keeps that it is locked, where it is seen and who sees it', () => {
  const when = {
    label: 'In Vienna',
    rule: { kind: 'group', match: 'all', rules: [{ kind: 'tag', tagId: 'a1b2c3d4e5f6a7b8', has: true }] },
  };
  const stored = { version: 1, kind: 'blocks', blocks: [{ ...heading('a'), locked: true, only: 'phone', when }] };
  expect((document.parse(stored) as BlocksDocument).blocks[0]).toMatchObject({ locked: true, only: 'phone', when });
});

test('a section holds blocks and columns, and no section', () => {
  expect(everyBlock(nested().blocks).map(({ id }) => id)).toEqual(['a', 's', 'b', 'c', 'd', 'e']);
  const section = { id: 's', kind: 'section', props: { blocks: [{ id: 't', kind: 'section', props: {} }] } };
  expect(document.safeParse({ version: 1, kind: 'blocks', blocks: [section] }).success).toBe(false);
});

test('two blocks with one id are refused wherever they stand', () => {
  const { blocks } = nested();
  expect(idsIn(blocks)).toEqual(['a', 's', 'b', 'c', 'd', 'e']);
  expect(document.safeParse({ version: 1, kind: 'blocks', blocks: [...blocks, heading('e')] }).success).toBe(false);
});

test('what holds no others is found and changed wherever it stands', () => {
  const { blocks } = nested();
  expect(leavesIn(blocks).map(({ id }) => id)).toEqual(['a', 'b', 'd', 'e']);
  const without = changeLeaves(blocks, (leaf) => (leaf.id === 'd' ? null : leaf));
  expect(idsIn(without)).toEqual(['a', 's', 'b', 'c', 'e']);
});
