import { type Block, block as blockShape } from '#shared/content/document.ts';
import { changeProps as changed, findBlock, isLocked } from '#shared/content/tree.ts';
import type { Action } from '../store/editing.ts';
import { valueAt, withValueAt } from '../store/path.ts';
import { inBlocks } from './in-blocks.ts';
import { LOCKED } from './locks.ts';

type Args = { id: string; name: string; value: unknown };

/** Changes one property of a block, by its name in the form. A value that the block does not take changes nothing. */
export const changeProps: Action<Args> = {
  perform: (editing, { id, name, value }) =>
    inBlocks(editing, (document) => {
      const block = findBlock(document, id)?.block;
      if (!block || isLocked(document, id) || same(valueAt(block.props, name), value) || refusal(block, name, value) !== null)
        return null;
      return { document: changed(document, id, withValueAt(block.props, name, value)) };
    }),
  refused: ({ draft: { document } }, { id }) => (document.kind === 'blocks' && isLocked(document, id) ? LOCKED : ''),
  runKey: ({ id, name }) => `${id}.${name}`,
};

const same = (a: unknown, b: unknown) => a === b || JSON.stringify(a) === JSON.stringify(b);

/** Why a block does not take a value, or null. */
export function refusal(block: Block, name: string, value: unknown): string | null {
  const result = blockShape.safeParse({ ...block, props: withValueAt(block.props, name, value) });
  return result.success ? null : (result.error.issues[0]?.message ?? 'This does not fit here.');
}
