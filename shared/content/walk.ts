import type { Block, ColumnsBlock, LeafBlock, SectionBlock } from './document.ts';

const holdsNone = (block: Block): block is LeafBlock => block.kind !== 'columns' && block.kind !== 'section';

/** Blocks and what is in them, in reading order. */
export const everyBlock = (blocks: readonly Block[]): Block[] =>
  blocks.flatMap((block) => {
    if (block.kind === 'section') return [block, ...everyBlock(block.props.blocks)];
    return block.kind === 'columns' ? [block, ...block.props.columns.flat()] : [block];
  });

/** The blocks that hold no others, in reading order. */
export const leavesIn = (blocks: readonly Block[]): LeafBlock[] => everyBlock(blocks).filter(holdsNone);

/** The same blocks with each that holds no others changed, or left out where the change is null. */
export function changeLeaves<Kind extends Block>(blocks: readonly Kind[], change: (leaf: LeafBlock) => LeafBlock | null): Kind[] {
  return blocks.flatMap((block): Kind[] => {
    const changed = holdsNone(block) ? change(block) : within(block as ColumnsBlock | SectionBlock, change);
    // A change keeps a block where one of its kind may stand.
    return changed === null ? [] : [changed as Kind];
  });
}

function within(block: ColumnsBlock | SectionBlock, change: (leaf: LeafBlock) => LeafBlock | null): Block {
  if (block.kind === 'section') return { ...block, props: { ...block.props, blocks: changeLeaves(block.props.blocks, change) } };
  return { ...block, props: { ...block.props, columns: block.props.columns.map((cell) => changeLeaves(cell, change)) } };
}
