import { z } from 'zod';
import type { BlockDefinition } from '../block.ts';
import { envelope } from '../envelope.ts';
import { button } from './button.ts';
import { countdown } from './countdown.ts';
import { divider } from './divider.ts';
import { footer } from './footer.ts';
import { heading } from './heading.ts';
import { hero } from './hero.ts';
import { html } from './html.ts';
import { image } from './image.ts';
import { list } from './list.ts';
import { logo } from './logo.ts';
import { menu } from './menu.ts';
import { product } from './product.ts';
import { quote } from './quote.ts';
import { social } from './social.ts';
import { spacer } from './spacer.ts';
import { table } from './table.ts';
import { text } from './text.ts';
import { video } from './video.ts';

/** Every kind of block that holds no others, in the order of the palette. */
export const leafDefinitions = {
  heading,
  text,
  button,
  list,
  quote,
  table,
  image,
  hero,
  logo,
  video,
  divider,
  spacer,
  footer,
  product,
  menu,
  social,
  countdown,
  html,
} as const;

export const blockId = z.string().regex(/^[A-Za-z0-9_-]{1,40}$/);

const shapeOf = <Kind extends string, Props extends z.ZodType>(definition: BlockDefinition<Kind, Props>) =>
  z.strictObject({ id: blockId, kind: z.literal(definition.kind), props: definition.props, ...envelope });

/** A block that holds no others. */
export const leafBlock = z.discriminatedUnion('kind', [
  shapeOf(heading),
  shapeOf(text),
  shapeOf(button),
  shapeOf(list),
  shapeOf(quote),
  shapeOf(table),
  shapeOf(image),
  shapeOf(hero),
  shapeOf(logo),
  shapeOf(video),
  shapeOf(divider),
  shapeOf(spacer),
  shapeOf(footer),
  shapeOf(product),
  shapeOf(menu),
  shapeOf(social),
  shapeOf(countdown),
  shapeOf(html),
]);
export type LeafBlock = z.output<typeof leafBlock>;
/** What a column holds. */
export type CellBlock = LeafBlock;
export type LeafKind = LeafBlock['kind'];
