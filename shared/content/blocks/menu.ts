import { z } from 'zod';
import { defineBlock } from '../block.ts';
import { safeHref } from '../escape.ts';
import { alignField, boxFields, colorField } from '../form-parts.ts';
import { linkRow, mjText, paddingOf } from '../mjml-parts.ts';
import { align, box, color, href, line, padding, pixels } from '../primitives.ts';

const between = { space: ' &nbsp; &nbsp; ', dot: ' &nbsp;·&nbsp; ', bar: ' &nbsp;|&nbsp; ' } as const;

/** The ways into a website, in a row. */
export const menu = defineBlock({
  kind: 'menu',
  label: 'Menu',
  icon: 'menu',
  group: 'more',
  props: z.strictObject({
    links: z
      .array(z.strictObject({ name: line, href }))
      .max(12)
      .default([]),
    between: z.enum(['space', 'dot', 'bar']).default('space'),
    size: pixels(10, 32, 14),
    align: align.removeDefault().default('center'),
    color,
    fill: color,
    padding,
    box,
  }),
  initial: () => ({
    links: [
      { name: 'Shop', href: 'https://' },
      { name: 'About us', href: 'https://' },
      { name: 'Contact', href: 'https://' },
    ],
  }),
  form: [
    { name: 'links', label: 'Links', as: 'social', group: 'content' },
    {
      name: 'between',
      label: 'Between',
      as: 'choice',
      group: 'look',
      choices: [
        { value: 'space', label: 'Space' },
        { value: 'dot', label: 'A dot' },
        { value: 'bar', label: 'A line' },
      ],
    },
    { name: 'size', label: 'Size', as: 'number', group: 'look', min: 10, max: 32 },
    alignField,
    colorField,
    ...boxFields,
  ],
  mjml: (props, frame, cssClass) =>
    mjText(linkRow(props.links, between[props.between]) || '&nbsp;', {
      ...props,
      cssClass,
      padding: paddingOf(props.padding),
      frame,
    }),
  text: (props) =>
    props.links
      .filter((link) => link.name)
      .map((link) => `${link.name}: ${safeHref(link.href)}`)
      .join('\n'),
});
