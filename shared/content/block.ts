import type { z } from 'zod';

/** One line of a block's property form. */
export type FormField = {
  /** Name of the property, with a dot for one inside another: `padding.vertical`. */
  name: string;
  label: string;
  as: 'text' | 'multiline' | 'rich' | 'color' | 'number' | 'align' | 'choice' | 'link' | 'image' | 'switch' | 'links';
  choices?: readonly { value: string | number; label: string }[];
  min?: number;
  max?: number;
};

/** What the page and the brand hand down to each block. */
export type Frame = {
  textColor: string;
  accentColor: string;
  backgroundColor: string;
  fontFamily: string;
  postalAddress: string;
};

/**
 * A kind of block: its shape, how it begins, its form, its MJML and its plain text, all in one place.
 * `mjml` gives the inside of an `mj-column`; escape whatever a person typed with `escapeHtml` or `attribute`.
 */
export type BlockDefinition<Kind extends string = string, Props extends z.ZodType = z.ZodType> = {
  kind: Kind;
  label: string;
  /** Name of the icon, of the Tabler family. */
  icon: string;
  props: Props;
  /** How a new one begins. */
  initial: () => z.output<Props>;
  form: readonly FormField[];
  /** The property that is edited in place, if any, and how. */
  inPlace?: { property: string; as: 'plain' | 'rich' };
  mjml: (props: z.output<Props>, frame: Frame, cssClass: string) => string;
  text: (props: z.output<Props>, frame: Frame) => string;
};

export function defineBlock<Kind extends string, Props extends z.ZodType>(
  definition: BlockDefinition<Kind, Props>,
): BlockDefinition<Kind, Props> {
  return definition;
}
