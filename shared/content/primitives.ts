import { z } from 'zod';

/** `#rrggbb`; empty takes what the page or the brand says. */
export const color = z
  .string()
  .regex(/^(#[0-9a-fA-F]{6})?$/, 'a colour is # and six digits')
  .default('');
export const align = z.enum(['left', 'center', 'right']).default('left');
/** Pixels. */
export const pixels = (min: number, max: number, initial: number) => z.number().int().min(min).max(max).default(initial);
/** Pixels where the block says so; null takes what the brand says. */
export const ownPixels = (min: number, max: number) => z.number().int().min(min).max(max).nullable().default(null);

/** Space inside of the edges; a side of its own comes before what is said of its pair. */
export const padding = z
  .strictObject({
    vertical: pixels(0, 120, 12),
    horizontal: pixels(0, 120, 32),
    top: ownPixels(0, 200),
    right: ownPixels(0, 200),
    bottom: ownPixels(0, 200),
    left: ownPixels(0, 200),
  })
  .prefault({});
export type Padding = z.output<typeof padding>;

export const border = z
  .strictObject({ width: pixels(0, 12, 0), style: z.enum(['solid', 'dashed', 'dotted']).default('solid'), color })
  .prefault({});
export type Border = z.output<typeof border>;

export type BlockBox = { border: Border; corners: number; around: Padding };
// Said by its name: written out for every kind of block, the type of a document is longer than TypeScript takes.
const boxShape: z.ZodType<
  BlockBox,
  { border?: z.input<typeof border>; corners?: number | undefined; around?: z.input<typeof padding> }
> = z.strictObject({
  border,
  corners: pixels(0, 60, 0),
  around: padding.unwrap().prefault({ vertical: 0, horizontal: 0 }),
});
/** A frame around a block that stands alone, and the space that it keeps around that; null for none. */
export const box = boxShape.nullable().default(null);

/** As typed, half a link included; what a recipient may follow is decided by `safeHref` when the message is made. */
export const href = z.string().max(2000).default('');
/** `media:<id>` from the workspace's library, or an address on the web; `safeSource` decides. */
export const source = z.string().max(2000).default('');
/** Rich text: HTML that main/content/clean-html.ts reduces to an allowed list of tags. */
export const rich = z.string().max(200_000).default('');
export const line = z.string().max(2000).default('');
/** A day of the calendar, `2026-12-24`; empty for none. */
export const day = z
  .string()
  .regex(/^(\d{4}-\d{2}-\d{2})?$/, 'a day is written like 2026-12-24')
  .default('');

export const background = {
  backgroundColor: color,
  backgroundImage: source,
  backgroundSize: z.enum(['cover', 'contain', 'auto']).default('cover'),
  backgroundPosition: z.enum(['top', 'center', 'bottom']).default('center'),
} as const;
