import { z } from 'zod';
import type { BlockDefinition } from '../block.ts';
import { button } from './button.ts';
import { divider } from './divider.ts';
import { footer } from './footer.ts';
import { heading } from './heading.ts';
import { hero } from './hero.ts';
import { html } from './html.ts';
import { image } from './image.ts';
import { quote } from './quote.ts';
import { social } from './social.ts';
import { spacer } from './spacer.ts';
import { text } from './text.ts';

/** Every kind of block but columns, in the order of the palette. */
export const leafDefinitions = { heading, text, image, button, hero, quote, social, divider, spacer, html, footer } as const;

export const blockId = z.string().regex(/^[A-Za-z0-9_-]{1,40}$/);

const shapeOf = <Kind extends string, Props extends z.ZodType>(definition: BlockDefinition<Kind, Props>) =>
  z.strictObject({ id: blockId, kind: z.literal(definition.kind), props: definition.props });

/** What may stand in a column: no columns again, and no hero, which is as wide as the page. */
export const cellBlock = z.discriminatedUnion('kind', [
  shapeOf(heading),
  shapeOf(text),
  shapeOf(image),
  shapeOf(button),
  shapeOf(quote),
  shapeOf(social),
  shapeOf(divider),
  shapeOf(spacer),
  shapeOf(html),
  shapeOf(footer),
]);
export type CellBlock = z.output<typeof cellBlock>;

/** A block that holds no others. */
export const leafBlock = z.discriminatedUnion('kind', [...cellBlock.options, shapeOf(hero)]);
export type LeafBlock = z.output<typeof leafBlock>;
export type LeafKind = LeafBlock['kind'];
