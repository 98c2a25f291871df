import type { Frame } from './block.ts';
import { attribute, escapeHtml, safeHref } from './escape.ts';
import { legibleOn } from './frame.ts';
import { splitTags } from './liquid-tags.ts';
import { paddingOf } from './mjml-parts.ts';
import type { Padding } from './primitives.ts';

export type ButtonLook = 'brand' | 'filled' | 'soft' | 'outline';

type Options = {
  cssClass: string;
  href: string;
  align: string;
  look: ButtonLook;
  background: string;
  color: string;
  /** Null: as the brand's. */
  radius: number | null;
  wide: boolean;
  padding: Padding;
  fill: string;
  frame: Frame;
};

/** A button that every mail program shows with its colour and corners, Outlook by a drawn shape. */
export function mjButton(label: string, options: Options): string {
  const { cssClass, align, frame, fill } = options;
  const href = safeHref(options.href);
  const radius = options.radius ?? frame.button.radius;
  const { background, color, border } = colorsOfButton(options);
  const padding = paddingOf(options.padding);
  const button = `<mj-button css-class="${cssClass}"${attribute('href', href)} align="${align}" background-color="${background || 'transparent'}" color="${color}"${attribute('border', border)} border-radius="${radius}px" font-size="16px" font-weight="600" inner-padding="12px 24px" padding="${padding}"${options.wide ? ' width="100%"' : ''}${attribute('container-background-color', fill)} font-family="${frame.fontFamily}">${escapeHtml(label)}</mj-button>`;
  // Drawn, it cannot grow with its label: where that is not known, or as wide as the column, it stays a table cell.
  const isFixed = ![label, href].some((text) => splitTags(text).some(({ isTag }) => isTag));
  if (radius === 0 || options.wide || href === '' || label === '' || !isFixed) return button;
  const drawn = drawnButton(label, { href, align, padding, radius, background, color, border, fill, frame });
  return `<mj-raw><!--[if mso]>${drawn}<![endif]--><!--[if !mso]><!--></mj-raw>${button}<mj-raw><!--<![endif]--></mj-raw>`;
}

/** The colours of a button, with what the brand says where it says nothing. */
export function colorsOfButton({ look, background, color, frame }: Pick<Options, 'look' | 'background' | 'color' | 'frame'>): {
  background: string;
  color: string;
  border: string;
} {
  const chosen = look === 'brand' ? frame.button.look : look;
  const accent = background || frame.accentColor;
  if (chosen === 'outline') return { background: '', color: color || accent, border: `2px solid ${accent}` };
  if (chosen === 'soft') return { background: mixed(accent, '#ffffff', 0.14), color: color || darker(accent), border: '' };
  return { background: accent, color: color || (background ? legibleOn(background) : frame.onAccentColor), border: '' };
}

const HEIGHT = 44;

function drawnButton(
  label: string,
  look: {
    href: string;
    align: string;
    padding: string;
    radius: number;
    background: string;
    color: string;
    border: string;
    fill: string;
    frame: Frame;
  },
): string {
  const { href, align, padding, radius, background, color, border, fill, frame } = look;
  const width = Math.min(536, Math.max(64, Math.round([...label].reduce((sum, sign) => sum + widthOf(sign), 0)) + 52));
  const arc = Math.min(50, Math.round((radius / HEIGHT) * 100));
  const stroke = border ? `strokecolor="${color}" strokeweight="2px"` : 'stroke="f"';
  const inside = background ? `fillcolor="${background}"` : 'filled="f"';
  const behind = fill ? ` bgcolor="${fill}"` : '';
  return `<tr><td align="${align}"${behind} style="padding:${padding}"><v:roundrect xmlns:v="urn:schemas-microsoft-com:vml" xmlns:w="urn:schemas-microsoft-com:office:word" href="${escapeHtml(href)}" style="height:${HEIGHT}px;v-text-anchor:middle;width:${width}px" arcsize="${arc}%" ${stroke} ${inside}><w:anchorlock/><center style="color:${color};font-family:${frame.fontFamily};font-size:16px;font-weight:600">${escapeHtml(label)}</center></v:roundrect></td></tr>`;
}

/** Pixels of a sign at 16 pixels, semibold, rather too many than too few. */
function widthOf(sign: string): number {
  if (/[\u1100-\u9fff\uac00-\ud7ff\uff00-\uff60\p{Extended_Pictographic}]/u.test(sign)) return 19;
  if (/[A-ZÄÖÜ@%&mwMW—]/.test(sign)) return 13;
  return /[iljt.,:;'!| ]/.test(sign) ? 6 : 10;
}

function mixed(one: string, other: string, share: number): string {
  const part = (color: string, at: number) => Number.parseInt(color.slice(at, at + 2), 16);
  const mix = (at: number) => Math.round(part(one, at) * share + part(other, at) * (1 - share));
  return `#${[1, 3, 5].map((at) => mix(at).toString(16).padStart(2, '0')).join('')}`;
}

/** Dark enough to be read on a pale tone of itself. */
const darker = (color: string): string => mixed(color, '#000000', 0.72);
