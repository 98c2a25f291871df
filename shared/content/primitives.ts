import { z } from 'zod';

/** `#rrggbb`; empty takes what the page or the brand says. */
export const color = z
  .string()
  .regex(/^(#[0-9a-fA-F]{6})?$/, 'a colour is # and six digits')
  .default('');
export const align = z.enum(['left', 'center', 'right']).default('left');
/** Pixels. */
export const pixels = (min: number, max: number, initial: number) => z.number().int().min(min).max(max).default(initial);
export const padding = z.strictObject({ vertical: pixels(0, 120, 12), horizontal: pixels(0, 120, 32) }).prefault({});

/** As typed, half a link included; what a recipient may follow is decided by `safeHref` when the message is made. */
export const href = z.string().max(2000).default('');
/** `media:<id>` from the workspace's library, or an address on the web; `safeSource` decides. */
export const source = z.string().max(2000).default('');
/** Rich text: HTML that main/content/clean-html.ts reduces to an allowed list of tags. */
export const rich = z.string().max(200_000).default('');
export const line = z.string().max(2000).default('');
