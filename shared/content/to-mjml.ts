import type { Frame } from './block.ts';
import { widthsOf } from './blocks/columns.ts';
import { leafDefinitions } from './blocks/leaf-blocks.ts';
import type { Block, BlocksDocument, ColumnsBlock, LeafBlock, PageStyle } from './document.ts';
import { escapeHtml } from './escape.ts';

/** Only fonts that every system has: a font from the web would tell somebody's server who reads. */
export const fontFamilies: Record<PageStyle['fontFamily'], string> = {
  sans: "-apple-system, 'Segoe UI', Helvetica, Arial, sans-serif",
  serif: "Georgia, 'Times New Roman', serif",
  mono: "Menlo, Consolas, 'Courier New', monospace",
};

/** The class by which a block is found again in the compiled HTML. */
export const classOf = (blockId: string): string => `b-${blockId}`;

const RIGHT_TO_LEFT = /^(ar|fa|he|ur|yi)\b/;

/** A design as MJML. What stands in it is escaped; rich text must have been cleaned before. */
export function toMjml(
  document: BlocksDocument,
  options: { frame: Frame; backgroundColor: string; language: string; subject: string; preheader: string },
): string {
  const { frame, backgroundColor, language, subject, preheader } = options;
  const title = subject && `<mj-title>${escapeHtml(subject)}</mj-title>`;
  const preview = preheader && `<mj-preview>${escapeHtml(preheader)}</mj-preview>`;
  const wrapper = `<mj-wrapper padding="0" background-color="${frame.pageColor}">${sections(document.blocks, frame)}</mj-wrapper>`;
  const direction = RIGHT_TO_LEFT.test(language) ? ' dir="rtl"' : '';
  return `<mjml lang="${escapeHtml(language)}"${direction}><mj-head>${title}${preview}<mj-attributes><mj-all padding="0" /></mj-attributes><mj-style>p{margin:0 0 12px}p:last-child{margin-bottom:0}a{color:${frame.accentColor}}</mj-style></mj-head><mj-body width="600px" background-color="${backgroundColor}">${wrapper}</mj-body></mjml>`;
}

/** Blocks that follow each other share a section; columns have one of their own. */
function sections(blocks: readonly Block[], frame: Frame): string {
  let mjml = '';
  let run: LeafBlock[] = [];
  const flush = () => {
    if (run.length > 0)
      mjml += `<mj-section padding="0"><mj-column>${run.map((leaf) => leafMjml(leaf, frame)).join('')}</mj-column></mj-section>`;
    run = [];
  };
  for (const block of blocks) {
    if (block.kind !== 'columns') {
      run.push(block);
      continue;
    }
    flush();
    mjml += columnsMjml(block, frame);
  }
  flush();
  // An mj-wrapper must hold something.
  return mjml || '<mj-section padding="0"><mj-column><mj-spacer height="40px" /></mj-column></mj-section>';
}

function columnsMjml({ id, props }: ColumnsBlock, frame: Frame): string {
  const widths = widthsOf(props.ratio);
  const inner = props.columns
    .map((cell, index) => {
      const content = cell.map((leaf) => leafMjml(leaf, frame)).join('');
      // Empty cells keep their height, so that there is somewhere to drop to.
      return `<mj-column css-class="${classOf(id)}-${index}" width="${widths[index]}%">${content || '<mj-spacer height="48px" />'}</mj-column>`;
    })
    .join('');
  const grouped = props.stack ? inner : `<mj-group>${inner}</mj-group>`;
  return `<mj-section css-class="${classOf(id)}" padding="${props.padding}px 0">${grouped}</mj-section>`;
}

function leafMjml(block: LeafBlock, frame: Frame): string {
  // The pair of kind and props is checked by the schema; TypeScript cannot follow it through the dictionary.
  const definition = leafDefinitions[block.kind] as {
    mjml: (props: LeafBlock['props'], frame: Frame, cssClass: string) => string;
  };
  return definition.mjml(block.props, frame, classOf(block.id));
}
