import type { Frame } from './block.ts';
import { leafDefinitions } from './blocks/leaf-blocks.ts';
import { type Condition, conditionClose, conditionIndex, conditionOpen, conditionsOf } from './conditions.ts';
import type { Block, BlocksDocument, LeafBlock } from './document.ts';

/** The plain text of a design: its blocks in reading order, an empty line behind each, as a computer shows them. */
export const toText = (document: BlocksDocument, frame: Frame): string =>
  textOf(document.blocks, frame, conditionsOf(document.blocks)).trimEnd();

function textOf(blocks: readonly Block[], frame: Frame, conditions: readonly Condition[]): string {
  return blocks
    .filter((block) => block.only !== 'phone')
    .map((block) => {
      const inner = blockText(block, frame, conditions);
      const index = conditionIndex(conditions, block);
      return index === null || inner === '' ? inner : conditionOpen(index) + inner + conditionClose(index);
    })
    .join('');
}

function blockText(block: Block, frame: Frame, conditions: readonly Condition[]): string {
  if (block.kind === 'section') return textOf(block.props.blocks, frame, conditions);
  if (block.kind === 'columns') return textOf(block.props.columns.flat(), frame, conditions);
  const text = leafText(block, frame).trim();
  return text && `${text}\n\n`;
}

function leafText(block: LeafBlock, frame: Frame): string {
  // As in to-mjml: the schema has checked that the props are of this kind.
  const definition = leafDefinitions[block.kind] as { text: (props: LeafBlock['props'], frame: Frame) => string };
  return definition.text(block.props, frame);
}
