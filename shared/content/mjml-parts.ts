import type { Frame } from './block.ts';
import { attribute, escapeHtml, safeHref } from './escape.ts';

type Padding = { vertical: number; horizontal: number };

export const paddingOf = ({ vertical, horizontal }: Padding): string => `${vertical}px ${horizontal}px`;

/** A serif is strong enough as it is; a sans of the same size has to be bolder to be seen as a heading. */
export const headingWeight = (frame: Frame): number => (/(?<!sans-)serif$/.test(frame.fontFamily) ? 400 : 600);

/** An `mj-text` with what every text shares. `inner` is HTML already. */
export function mjText(
  inner: string,
  options: {
    cssClass: string;
    size: number;
    lineHeight?: string;
    weight?: number;
    align: string;
    color: string;
    padding: string;
    frame: Frame;
    background?: string;
  },
): string {
  const { cssClass, size, align, color, padding, frame } = options;
  return `<mj-text css-class="${cssClass}" font-size="${size}px" line-height="${options.lineHeight ?? '1.55'}"${attribute('font-weight', options.weight ?? '')} padding="${padding}" align="${align}"${attribute('color', color || frame.textColor)}${attribute('container-background-color', options.background ?? '')} font-family="${frame.fontFamily}">${inner}</mj-text>`;
}

export function mjButton(
  label: string,
  options: {
    cssClass: string;
    href: string;
    align: string;
    background: string;
    color: string;
    radius: number;
    wide?: boolean;
    padding: string;
    frame: Frame;
  },
): string {
  const { cssClass, align, background, color, frame } = options;
  return `<mj-button css-class="${cssClass}"${attribute('href', safeHref(options.href))} align="${align}"${attribute('background-color', background || frame.accentColor)}${attribute('color', color || frame.onAccentColor)} border-radius="${options.radius}px" font-size="16px" font-weight="600" inner-padding="12px 24px" padding="${options.padding}"${options.wide ? ' width="100%"' : ''} font-family="${frame.fontFamily}">${escapeHtml(label)}</mj-button>`;
}

export function mjImage(options: {
  cssClass: string;
  src: string;
  alt: string;
  href: string;
  width: number;
  align: string;
  radius: number;
  padding: string;
}): string {
  const { cssClass, src, alt, href, width, align, radius, padding } = options;
  // An alternative text may be empty, for an image that only decorates, but it must be there.
  return `<mj-image css-class="${cssClass}" src="${escapeHtml(src)}" alt="${escapeHtml(alt)}"${attribute('href', safeHref(href))}${width > 0 ? ` width="${width}px"` : ' fluid-on-mobile="true"'} align="${align}" border-radius="${radius}px" padding="${padding}" />`;
}
