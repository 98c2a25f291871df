import type { Frame } from './block.ts';
import { inBox, isSeen, takenBy } from './block-box.ts';
import { leafDefinitions } from './blocks/leaf-blocks.ts';
import { cellWidth, columnsMjml, sectionLook, widthWithin } from './boxes-to-mjml.ts';
import { type Condition, conditionClose, conditionIndex, conditionOpen, conditionsOf } from './conditions.ts';
import type { Block, BlocksDocument, LeafBlock, SectionBlock, SectionChild } from './document.ts';
import { escapeHtml } from './escape.ts';
import { legibleOn } from './frame.ts';
import { withoutOutlook } from './outlook.ts';
import { everyBlock } from './walk.ts';

/** The class by which a block is found again in the compiled HTML. */
export const classOf = (blockId: string): string => `b-${blockId}`;

/** Of the page, in pixels. */
const WIDTH = 600;
const RIGHT_TO_LEFT = /^(ar|fa|he|ur|yi)\b/;

/** Width in pixels up to which a screen is a phone's, as MJML has it. */
const PHONE = 479;

/** What holds for the blocks inside of another, beside the look that it hands down. */
type Inherited = { frame: Frame; conditions: readonly Condition[]; hidden: boolean; width: number };

/** A design as MJML. What stands in it is escaped; rich text must have been cleaned before. */
export function toMjml(
  document: BlocksDocument,
  options: { frame: Frame; language: string; subject: string; preheader: string },
): string {
  const { frame, language, subject, preheader } = options;
  const title = subject && `<mj-title>${escapeHtml(subject)}</mj-title>`;
  const preview = preheader && `<mj-preview>${escapeHtml(preheader)}</mj-preview>`;
  const direction = RIGHT_TO_LEFT.test(language) ? ' dir="rtl"' : '';
  const inherited = { frame, conditions: conditionsOf(document.blocks), hidden: false, width: WIDTH };
  return `<mjml lang="${escapeHtml(language)}"${direction}><mj-head>${title}${preview}<mj-attributes><mj-all padding="0" /></mj-attributes><mj-style>${styles(document, frame)}</mj-style></mj-head><mj-body width="${WIDTH}px" background-color="${frame.backgroundColor}">${stripes(document.blocks, inherited)}</mj-body></mjml>`;
}

/** Mail programs that cannot ask for the width of the screen show both: twice is better than not at all. */
function styles(document: BlocksDocument, frame: Frame): string {
  const differs = everyBlock(document.blocks).some(({ only }) => only !== 'all');
  const screens = differs
    ? `@media only screen and (min-width:${PHONE + 1}px){.only-phone{display:none!important}}@media only screen and (max-width:${PHONE}px){.only-computer{display:none!important}}`
    : '';
  return `p{margin:0 0 12px}p:last-child{margin-bottom:0}a{color:${frame.linkColor}}${screens}`;
}

/** The page from top to bottom: a section is a stripe of its own, and what stands between two sections another. */
function stripes(blocks: readonly Block[], inherited: Inherited): string {
  const made: string[] = [];
  let run: SectionChild[] = [];
  const flush = () => {
    if (run.length > 0 || blocks.length === 0)
      made.push(`<mj-wrapper padding="0" background-color="${inherited.frame.pageColor}">${rows(run, inherited)}</mj-wrapper>`);
    run = [];
  };
  for (const block of blocks) {
    if (block.kind !== 'section') run.push(block);
    else {
      flush();
      made.push(placed(block, inherited, (within, cssClass) => sectionMjml(block, within, cssClass)));
    }
  }
  flush();
  return made.join('');
}

function sectionMjml({ props }: SectionBlock, inherited: Inherited, cssClass: string): string {
  const frame = frameWithin(inherited.frame, props);
  const width = widthWithin(inherited.width, props);
  return `<mj-wrapper css-class="${cssClass}"${sectionLook(props, frame)}>${rows(props.blocks, { ...inherited, frame, width })}</mj-wrapper>`;
}

/** Text on a section's own ground has to be legible there. */
function frameWithin(frame: Frame, { backgroundColor, textColor }: SectionBlock['props']): Frame {
  const pageColor = backgroundColor || frame.pageColor;
  const text =
    textColor || (backgroundColor && legibleOn(backgroundColor) !== legibleOn(frame.pageColor) ? legibleOn(backgroundColor) : '');
  return text ? { ...frame, pageColor, textColor: text, headingColor: text } : { ...frame, pageColor };
}

/** Blocks that follow each other share a row; columns have one of their own. */
function rows(blocks: readonly SectionChild[], inherited: Inherited): string {
  let mjml = '';
  let run = '';
  const flush = () => {
    if (run !== '') mjml += `<mj-section padding="0"><mj-column>${run}</mj-column></mj-section>`;
    run = '';
  };
  for (const block of blocks) {
    if (block.kind !== 'columns') {
      run += leafMjml(block, inherited);
      continue;
    }
    flush();
    mjml += placed(block, inherited, (within, cssClass) =>
      columnsMjml(block, {
        frame: within.frame,
        cssClass,
        cellClass: (index) => `${classOf(block.id)}-${index}`,
        contentOf: (cell, index) => {
          const width = cellWidth(block, index, within.width);
          return cell.map((leaf) => leafMjml(leaf, { ...within, width })).join('');
        },
      }),
    );
  }
  flush();
  // An mj-wrapper must hold something, and a section something to drop on.
  return mjml || '<mj-section padding="0"><mj-column><mj-spacer height="40px" /></mj-column></mj-section>';
}

function leafMjml(block: LeafBlock, inherited: Inherited): string {
  // The pair of kind and props is checked by the schema; TypeScript cannot follow it through the dictionary.
  const definition = leafDefinitions[block.kind] as {
    mjml: (props: LeafBlock['props'], frame: Frame, cssClass: string) => string;
  };
  return placed(block, inherited, ({ frame, width }, cssClass) => {
    const box = 'box' in block.props ? block.props.box : null;
    if (!box || !isSeen(box)) return definition.mjml(block.props, frame, cssClass);
    const rows = definition.mjml({ ...block.props, fill: '' }, { ...frame, room: width - takenBy(box) }, cssClass);
    return inBox(rows, { box, fill: block.props.fill, cssClass, frame });
  });
}

/** A block with the marks of who sees it and on which screens. */
function placed(block: Block, inherited: Inherited, make: (within: Inherited, cssClass: string) => string): string {
  const hides = block.only === 'phone' && !inherited.hidden;
  const cssClass = block.only === 'all' ? classOf(block.id) : `${classOf(block.id)} only-${block.only}`;
  const mjml = make({ ...inherited, hidden: inherited.hidden || hides }, cssClass);
  const seen = hides ? withoutOutlook(mjml) : mjml;
  const index = conditionIndex(inherited.conditions, block);
  if (index === null) return seen;
  return `<mj-raw>${conditionOpen(index)}</mj-raw>${seen}<mj-raw>${conditionClose(index)}</mj-raw>`;
}
