import { z } from 'zod';

const hex = (initial: string) =>
  z
    .string()
    .regex(/^#[0-9a-fA-F]{6}$/)
    .default(initial);
const align = (initial: 'left' | 'center') => z.enum(['left', 'center', 'right']).default(initial);
const text = (most: number) => z.string().min(1).max(most);
const perhaps = (most: number) => z.string().max(most).nullable().default(null).transform(nothing);
const web = z
  .string()
  .max(2000)
  .regex(/^(https?:\/\/\S+|\{\{[^{}]+\}\}\S*)$/i, 'must be an address on the web or a handlebar');
const link = z
  .string()
  .max(2000)
  .regex(/^(https?:\/\/\S+|mailto:\S+|\{\{[^{}]+\}\}\S*)$/i, 'must be an address, mailto or a handlebar');
const pixels = (least: number, most: number, initial: number) => z.number().int().min(least).max(most).default(initial);

/** Nothing has one spelling. */
function nothing(value: string | null): string | null {
  return value === '' ? null : value;
}

const hero = z
  .strictObject({
    headline: text(200),
    subheadline: perhaps(400),
    image_url: web.nullable().default(null),
    image_alt: z.string().max(300).default(''),
    cta_label: perhaps(80),
    cta_href: link.nullable().default(null),
    background_color: hex('#0f172a'),
    text_color: hex('#ffffff'),
    align: align('center'),
  })
  .refine(({ cta_label, cta_href }) => (cta_label === null) === (cta_href === null), 'cta_label and cta_href go together');

/** The blocks of the PulseMail dialect, each with its strict properties and their defaults. */
export const pulsemailBlock = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('hero'), props: hero }),
  z.strictObject({
    kind: z.literal('text'),
    props: z.strictObject({
      body: text(20_000),
      format: z.enum(['plain', 'markdown', 'html']).default('markdown'),
      align: align('left'),
      color: hex('#111827'),
      size: pixels(10, 32, 16),
    }),
  }),
  z.strictObject({
    kind: z.literal('button'),
    props: z.strictObject({
      label: text(80),
      href: link,
      style: z.enum(['primary', 'secondary', 'outline']).default('primary'),
      align: align('center'),
      full_width: z.boolean().default(false),
      background_color: hex('#2563eb'),
      text_color: hex('#ffffff'),
      radius: pixels(0, 40, 6),
    }),
  }),
  z.strictObject({
    kind: z.literal('image'),
    props: z.strictObject({
      src: web,
      alt: z.string().max(300).default(''),
      caption: perhaps(300),
      href: link.nullable().default(null),
      width: pixels(16, 1200, 600),
      align: align('center'),
    }),
  }),
  z.strictObject({ kind: z.literal('spacer'), props: z.strictObject({ height: pixels(1, 200, 24) }) }),
  z.strictObject({
    kind: z.literal('quote'),
    props: z.strictObject({
      text: text(2000),
      author: perhaps(120),
      role: perhaps(120),
      avatar_url: web.nullable().default(null),
      accent_color: hex('#2563eb'),
    }),
  }),
  z.strictObject({
    kind: z.literal('divider'),
    props: z.strictObject({
      color: hex('#e5e7eb'),
      thickness: pixels(1, 10, 1),
      style: z.enum(['solid', 'dashed', 'dotted']).default('solid'),
      width: pixels(10, 100, 100),
    }),
  }),
]);
export type PulsemailBlock = z.output<typeof pulsemailBlock>;
