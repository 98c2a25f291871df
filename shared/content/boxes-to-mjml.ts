import type { Frame } from './block.ts';
import { widthsOf } from './blocks/columns.ts';
import type { CellBlock, ColumnsBlock, SectionBlock } from './document.ts';
import { attribute, escapeHtml, safeSource } from './escape.ts';
import { borderOf, paddingOf } from './mjml-parts.ts';

type Ground = Pick<
  SectionBlock['props'],
  'backgroundColor' | 'backgroundImage' | 'backgroundSize' | 'backgroundPosition' | 'border' | 'radius'
>;

/** Ground and edges of what holds blocks. Behind a picture stands a colour, for who does not see it. */
function groundLook(props: Ground, frame: Frame, color: string): string {
  const image = safeSource(props.backgroundImage);
  const size = props.backgroundSize;
  const picture = image
    ? ` background-url="${escapeHtml(image)}" background-size="${size}" background-position="${props.backgroundPosition === 'center' ? 'center center' : `${props.backgroundPosition} center`}" background-repeat="${size === 'auto' ? 'repeat' : 'no-repeat'}"`
    : '';
  const radius = props.radius > 0 ? `${props.radius}px` : '';
  return `${attribute('background-color', color)}${picture}${attribute('border', borderOf(props.border, frame))}${attribute('border-radius', radius)}`;
}

export const sectionLook = (props: SectionBlock['props'], frame: Frame): string =>
  ` padding="${paddingOf(props.padding)}"${props.wide ? ' full-width="full-width"' : ''}${groundLook(props, frame, frame.pageColor)}`;

/** Pixels within a section. */
export const widthWithin = (width: number, { padding, border }: SectionBlock['props']): number =>
  width - (padding.left ?? padding.horizontal) - (padding.right ?? padding.horizontal) - 2 * border.width;

/** Pixels within a column of columns that have so many. */
export function cellWidth({ props }: ColumnsBlock, index: number, width: number): number {
  const share = ((width - 2 * props.border.width) * (widthsOf(props.ratio)[index] ?? 100)) / 100;
  return Math.floor(share) - 2 * Math.round(props.gap / 2) - 2 * props.cellBorder.width;
}

/** Columns side by side, and in Outlook in a table that only it sees. */
export function columnsMjml(
  { props }: ColumnsBlock,
  options: {
    frame: Frame;
    cssClass: string;
    cellClass: (index: number) => string;
    contentOf: (cell: readonly CellBlock[], index: number) => string;
  },
): string {
  const { frame, cssClass, cellClass, contentOf } = options;
  const widths = widthsOf(props.ratio);
  const cellLook = [
    attribute('inner-background-color', props.cellColor),
    attribute('inner-border', borderOf(props.cellBorder, frame)),
    attribute('inner-border-radius', props.cellRadius > 0 ? `${props.cellRadius}px` : ''),
    props.gap > 0 ? ` padding="0 ${Math.round(props.gap / 2)}px"` : '',
    props.valign === 'top' ? '' : ` vertical-align="${props.valign}"`,
  ].join('');
  const cells = props.columns.map((cell, index) => {
    // Empty cells keep their height, so that there is somewhere to drop to.
    const content = contentOf(cell, index) || '<mj-spacer height="48px" />';
    return `<mj-column css-class="${cellClass(index)}" width="${widths[index]}%"${cellLook}>${content}</mj-column>`;
  });
  // Read from the right the last comes first where they stand one below the other, and stays last where they do not.
  const turned = props.reverse && props.stack;
  const inner = (turned ? cells.toReversed() : cells).join('');
  const grouped = props.stack ? inner : `<mj-group>${inner}</mj-group>`;
  return `<mj-section css-class="${cssClass}" padding="${props.padding}px 0"${turned ? ' direction="rtl"' : ''}${groundLook(props, frame, props.backgroundColor)}>${grouped}</mj-section>`;
}
