import type { Frame } from './block.ts';
import { attribute, escapeHtml, safeHref, safeSource } from './escape.ts';
import type { Border, Padding } from './primitives.ts';

export function paddingOf({ vertical, horizontal, ...own }: Padding): string {
  const sides = [own.top ?? vertical, own.right ?? horizontal, own.bottom ?? vertical, own.left ?? horizontal];
  return sides.map((side) => `${side}px`).join(' ');
}

export const borderOf = ({ width, style, color }: Border, frame: Frame): string =>
  width > 0 ? `${width}px ${style} ${color || frame.textColor}` : '';

/** A serif is strong enough as it is; a sans of the same size has to be bolder to be seen as a heading. */
export const headingWeight = (frame: Frame): number => (/(?<!sans-)serif$/.test(frame.headingFamily) ? 400 : 600);

type Placed = { cssClass: string; padding: string; fill: string };

/** An `mj-text` with what every text shares. `inner` is HTML already. */
export function mjText(
  inner: string,
  options: Placed & {
    size: number;
    lineHeight?: string;
    weight?: number;
    align: string;
    color: string;
    family?: string;
    frame: Frame;
  },
): string {
  const { cssClass, size, align, color, padding, fill, frame } = options;
  return `<mj-text css-class="${cssClass}" font-size="${size}px" line-height="${options.lineHeight ?? '1.55'}"${attribute('font-weight', options.weight ?? '')} padding="${padding}" align="${align}"${attribute('color', color || frame.textColor)}${attribute('container-background-color', fill)} font-family="${options.family ?? frame.fontFamily}">${inner}</mj-text>`;
}

/** A real heading that looks as its `mj-text` says. */
const headingHtml = (level: 1 | 2 | 3, text: string): string =>
  `<h${level} style="margin:0;font-size:inherit;font-weight:inherit;line-height:inherit">${escapeHtml(text)}</h${level}>`;

export function mjHeading(
  level: 1 | 2 | 3,
  text: string,
  options: Placed & { size: number; align: string; color: string; frame: Frame },
): string {
  const { frame, color } = options;
  const shared = { lineHeight: '1.2', weight: headingWeight(frame), family: frame.headingFamily };
  return mjText(headingHtml(level, text), { ...options, ...shared, color: color || frame.headingColor });
}

export function mjImage(
  options: Placed & {
    src: string;
    alt: string;
    href: string;
    width: number;
    align: string;
    radius: number;
    border?: string;
    frame: Frame;
  },
): string {
  const { cssClass, src, alt, href, width, align, radius, padding, fill, border = '', frame } = options;
  const sized = width > 0 ? ` width="${Math.min(width, 600)}px"` : `${roomFor(padding, frame)} fluid-on-mobile="true"`;
  // An alternative text may be empty, for an image that only decorates, but it must be there.
  return `<mj-image css-class="${cssClass}" src="${escapeHtml(safeSource(src))}" alt="${escapeHtml(alt)}"${attribute('href', safeHref(href))}${sized} align="${align}" border-radius="${radius}px"${attribute('border', border)} padding="${padding}"${attribute('container-background-color', fill)} />`;
}

/** The width of a picture that takes all there is, where a frame leaves less than MJML believes. */
function roomFor(padding: string, { room }: Frame): string {
  if (room === undefined) return '';
  const [top = 0, right = top, , left = right] = padding.split(' ').map((side) => Number.parseInt(side, 10));
  return ` width="${Math.max(1, room - left - right)}px"`;
}

/** Links in a row, each with its name. */
export const linkRow = (links: readonly { name: string; href: string }[], between: string): string =>
  links
    .filter((link) => link.name)
    .map(({ name, href }) => {
      const link = safeHref(href);
      return link ? `<a href="${escapeHtml(link)}" style="color:inherit">${escapeHtml(name)}</a>` : escapeHtml(name);
    })
    .join(between);

/** A name and where it leads, for plain text. */
export const withLink = (name: string, href: string): string => {
  const link = safeHref(href);
  return [name, link && (name ? `(${link})` : link)].filter(Boolean).join(' ');
};
