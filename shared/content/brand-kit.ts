import { z } from 'zod';
import { fontNames } from './fonts.ts';
import { color, pixels, source } from './primitives.ts';

const buttonShape = z.strictObject({
  radius: pixels(0, 40, 4),
  look: z.enum(['filled', 'soft', 'outline']).default('filled'),
  /** Empty: legible on the button. */
  labelColor: color,
});

/** How a brand looks beside its three colours: what holds wherever a page and its blocks say nothing. */
export const brandKit = z
  .strictObject({
    logo: source,
    logoWidth: pixels(20, 600, 160),
    textFont: z.enum(fontNames).default('sans'),
    headingFont: z.enum(fontNames).default('sans'),
    /** Empty: as the text. */
    headingColor: color,
    /** Empty: as the accent. */
    linkColor: color,
    button: buttonShape.prefault({}),
    /** Further colours to choose from. */
    palette: z
      .array(z.string().regex(/^#[0-9a-fA-F]{6}$/))
      .max(12)
      .default([]),
  })
  .prefault({});
export type BrandKit = z.output<typeof brandKit>;
