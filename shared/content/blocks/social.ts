import { z } from 'zod';
import { defineBlock } from '../block.ts';
import { safeHref } from '../escape.ts';
import { alignField, boxFields, colorField } from '../form-parts.ts';
import { linkRow, mjText, paddingOf } from '../mjml-parts.ts';
import { align, box, color, href, line, padding } from '../primitives.ts';

/** Links by name. Icons would have to be fetched from somebody's server by every reader, and many readers block them. */
export const social = defineBlock({
  kind: 'social',
  label: 'Social',
  icon: 'share',
  group: 'more',
  props: z.strictObject({
    links: z
      .array(
        z.strictObject({
          name: line,
          href,
          /** As the program calls it that brought it. */
          network: line,
        }),
      )
      .max(12)
      .default([]),
    align: align.removeDefault().default('center'),
    color,
    fill: color,
    padding,
    box,
  }),
  initial: () => ({
    links: [
      { name: 'Instagram', href: 'https://instagram.com/' },
      { name: 'Facebook', href: 'https://facebook.com/' },
    ],
  }),
  form: [{ name: 'links', label: 'Links', as: 'social', group: 'content' }, alignField, colorField, ...boxFields],
  mjml: (props, frame, cssClass) =>
    mjText(linkRow(props.links, ' &nbsp;·&nbsp; ') || '&nbsp;', {
      ...props,
      cssClass,
      size: 14,
      padding: paddingOf(props.padding),
      frame,
    }),
  text: (props) =>
    props.links
      .filter((link) => link.name)
      .map((link) => `${link.name}: ${safeHref(link.href)}`)
      .join('\n'),
});
