import type { Frame } from './block.ts';
import { type BrandKit, brandKit } from './brand-kit.ts';
import type { PageStyle } from './document.ts';
import { fonts } from './fonts.ts';

export type FrameBrand = {
  name: string;
  postalAddress: string;
  colors: { accent: string; text: string; background: string };
  kit: BrandKit;
};

/** What holds where no block says otherwise: the page's word, then the brand's, then ours. */
export function frameOf(style: PageStyle | null, brand: FrameBrand | null, today: string): Frame {
  const kit = brand?.kit ?? brandKit.parse(undefined);
  const named = (font: PageStyle['fontFamily'] | undefined, own: BrandKit['textFont']) =>
    fonts[font === undefined || font === 'brand' ? own : font].stack;
  const accentColor = style?.accentColor || brand?.colors.accent || '#b93a1a';
  const textColor = style?.textColor || brand?.colors.text || '#2a241d';
  const text = style?.fontFamily;
  const heading = style?.headingFont;
  return {
    textColor,
    headingColor: style?.textColor || kit.headingColor || textColor,
    accentColor,
    linkColor: style?.accentColor || kit.linkColor || accentColor,
    onAccentColor: kit.button.labelColor || legibleOn(accentColor),
    pageColor: style?.pageColor || '#ffffff',
    backgroundColor: style?.backgroundColor || brand?.colors.background || '#f3eee4',
    fontFamily: named(text, kit.textFont),
    // A page that has chosen one typeface means its headings, too, unless it says otherwise.
    headingFamily: heading && heading !== 'brand' ? fonts[heading].stack : named(text, kit.headingFont),
    button: { radius: kit.button.radius, look: kit.button.look },
    logo: { src: kit.logo, width: kit.logoWidth },
    brandName: brand?.name ?? '',
    postalAddress: (brand?.postalAddress ?? '').replace(/\s*\n\s*/g, ', '),
    today,
  };
}

/** Black or white, whichever is read better on a colour. */
export const legibleOn = (color: string): string => (isDark(color) ? '#ffffff' : '#1b110c');

function isDark(color: string): boolean {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => Number.parseInt(color.slice(at, at + 2), 16));
  // Perceived brightness, ITU-R BT.601.
  return 0.299 * red + 0.587 * green + 0.114 * blue < 160;
}
