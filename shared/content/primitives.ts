import { z } from 'zod';

/** `#rrggbb`; empty takes what the page or the brand says. */
export const color = z
  .string()
  .regex(/^(#[0-9a-fA-F]{6})?$/, 'a colour is # and six digits')
  .default('');
export const align = z.enum(['left', 'center', 'right']).default('left');
/** Pixels. */
export const pixels = (min: number, max: number, initial: number) => z.number().int().min(min).max(max).default(initial);
export const padding = z.object({ vertical: pixels(0, 120, 12), horizontal: pixels(0, 120, 32) }).prefault({});

/** A link a recipient may follow. Merge tags may stand in it; a scheme that runs code may not. */
export const href = z
  .string()
  .max(2000)
  .refine(
    (value) => value === '' || /^(https?:\/\/|mailto:|tel:|#|\{\{)/i.test(value.trim()),
    'a link begins with https://, http://, mailto: or tel:',
  )
  .default('');

/** Where an image comes from: the library of the workspace (`media:<id>`) or the web. */
export const source = z
  .string()
  .max(2000)
  .refine(
    (value) => value === '' || /^(https?:\/\/|media:[a-z0-9]+$)/i.test(value),
    'an image comes from the library or from https://',
  )
  .default('');
