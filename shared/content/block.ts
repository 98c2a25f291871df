import type { z } from 'zod';

/** One line of a block's property form. */
export type FormField = {
  /** Name of the property, with a dot for one inside another: `padding.vertical`. */
  name: string;
  label: string;
  as:
    | 'text'
    | 'multiline'
    | 'rich'
    | 'lines'
    | 'grid'
    | 'color'
    | 'number'
    | 'align'
    | 'choice'
    | 'day'
    | 'link'
    | 'image'
    | 'switch'
    | 'social'
    | 'sides'
    | 'border';
  /** Where it stands in the form; content is what is said, look how, phone what differs on a small screen. */
  group?: 'content' | 'look' | 'phone';
  /** Asked only where that property says something. */
  needs?: string;
  /** What can be drawn on a picture that is chosen here. */
  mark?: 'play';
  /** What an empty value stands for. */
  placeholder?: string;
  /** What a number counts; pixels where nothing is said. */
  unit?: string;
  choices?: readonly { value: string | number; label: string }[];
  min?: number;
  max?: number;
};

/** What the page and the brand hand down to each block. */
export type Frame = {
  textColor: string;
  headingColor: string;
  accentColor: string;
  linkColor: string;
  /** Legible on the accent colour. */
  onAccentColor: string;
  pageColor: string;
  /** Around the page. */
  backgroundColor: string;
  fontFamily: string;
  headingFamily: string;
  button: { radius: number; look: 'filled' | 'soft' | 'outline' };
  logo: { src: string; width: number };
  brandName: string;
  postalAddress: string;
  /** The day on which the message is made, `2026-12-24`. */
  today: string;
  /** Pixels within the frame of a block, of which MJML knows nothing; missing where there is no frame. */
  room?: number;
};

/** What palette, form and canvas need to know of a kind of block. */
export type BlockFace<Kind extends string = string, Props extends z.ZodType = z.ZodType> = {
  kind: Kind;
  label: string;
  /** Name of the icon, of the Tabler family. */
  icon: string;
  /** The shelf of the palette that it lies on. */
  group: 'words' | 'pictures' | 'layout' | 'more';
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
