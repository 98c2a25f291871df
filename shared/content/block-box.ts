import type { Frame } from './block.ts';
import { attribute } from './escape.ts';
import { borderOf, paddingOf } from './mjml-parts.ts';
import type { BlockBox } from './primitives.ts';

/** Whether a box shows: one of nothing but noughts is none. */
export const isSeen = ({ border, corners, around }: BlockBox): boolean =>
  border.width > 0 || corners > 0 || /[1-9]/.test(paddingOf(around));

/** Pixels that a box takes from the width of what is in it. */
export const takenBy = ({ border, around }: BlockBox): number =>
  2 * border.width + (around.left ?? around.horizontal) + (around.right ?? around.horizontal);

/**
 * A frame around the rows that a block has in its column: a table of its own in a cell, which Outlook draws, too. The
 * ground lies on the frame, so that it ends where its corners do.
 */
export function inBox(
  rows: string,
  { box, fill, cssClass, frame }: { box: BlockBox; fill: string; cssClass: string; frame: Frame },
): string {
  const table = '<table border="0" cellpadding="0" cellspacing="0" role="presentation" width="100%"';
  const border = borderOf(box.border, frame);
  const look = [
    border && `border:${border}`,
    box.corners > 0 && `border-radius:${box.corners}px;overflow:hidden`,
    fill && `background-color:${fill}`,
  ].filter(Boolean);
  const open = `<tr><td class="${cssClass}" style="padding:${paddingOf(box.around)}">${table} style="border-collapse:separate"><tbody><tr><td${attribute('bgcolor', fill)} style="${look.join(';')}">${table}><tbody>`;
  return `<mj-raw>${open}</mj-raw>${rows}<mj-raw></tbody></table></td></tr></tbody></table></td></tr></mj-raw>`;
}
