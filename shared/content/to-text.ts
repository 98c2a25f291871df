import type { Frame } from './block.ts';
import { leafDefinitions } from './blocks/leaf-blocks.ts';
import type { BlocksDocument, LeafBlock } from './document.ts';

/** The plain text of a design: its blocks in reading order, an empty line between them. */
export function toText(document: BlocksDocument, frame: Frame): string {
  return document.blocks
    .flatMap((block) => (block.kind === 'columns' ? block.props.columns.flat() : [block]))
    .map((block) => leafText(block, frame).trim())
    .filter(Boolean)
    .join('\n\n');
}

function leafText(block: LeafBlock, frame: Frame): string {
  // As in to-mjml: the schema has checked that the props are of this kind.
  const definition = leafDefinitions[block.kind] as { text: (props: LeafBlock['props'], frame: Frame) => string };
  return definition.text(block.props, frame);
}
