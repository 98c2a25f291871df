import type { z } from 'zod';

/** One line of a block's property form. */
export type FormField = {
  /** Name of the property, with a dot for one inside another: `padding.vertical`. */
  name: string;
  label: string;
  as: 'text' | 'multiline' | 'rich' | 'color' | 'number' | 'align' | 'choice' | 'link' | 'image' | 'switch' | 'social';
  choices?: readonly { value: string | number; label: string }[];
  min?: number;
  max?: number;
};

/** What the page and the brand hand down to each block. */
export type Frame = {
  textColor: string;
  accentColor: string;
  /** Legible on the accent colour. */
  onAccentColor: string;
  pageColor: string;
  fontFamily: string;
  brandName: string;
  postalAddress: string;
};

/** What palette, form and canvas need to know of a kind of block. */
export type BlockFace<Kind extends string = string, Props extends z.ZodType = z.ZodType> = {
  kind: Kind;
  label: string;
  /** Name of the icon, of the Tabler family. */
  icon: string;
  props: Props;
  /** How a new one begins. */
  initial: () => z.input<Props>;
  form: readonly FormField[];
  /** The property that is edited in place, if any, and how. */
  inPlace?: { property: string; as: 'plain' | 'rich' };
};

/**
 * A kind of block: its shape, how it begins, its form, its MJML and its plain text, all in one place. `mjml` gives
 * the inside of an `mj-column`, each element with the given css-class; whatever a person typed goes through
 * `escapeHtml` or `attribute`. Rich text was cleaned before it comes here.
 */
export type BlockDefinition<Kind extends string = string, Props extends z.ZodType = z.ZodType> = BlockFace<Kind, Props> & {
  mjml: (props: z.output<Props>, frame: Frame, cssClass: string) => string;
  text: (props: z.output<Props>, frame: Frame) => string;
};

export const defineBlock = <Kind extends string, Props extends z.ZodType>(
  definition: BlockDefinition<Kind, Props>,
): BlockDefinition<Kind, Props> => definition;
