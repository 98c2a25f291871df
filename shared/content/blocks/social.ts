import { z } from 'zod';
import { defineBlock } from '../block.ts';
import { escapeHtml, safeHref } from '../escape.ts';
import { alignField, colorField, paddingFields } from '../form-parts.ts';
import { mjText, paddingOf } from '../mjml-parts.ts';
import { align, color, href, line, padding } from '../primitives.ts';

/** Links by name. Icons would have to be fetched from somebody's server by every reader, and many readers block them. */
export const social = defineBlock({
  kind: 'social',
  label: 'Social',
  icon: 'share',
  props: z.strictObject({
    links: z
      .array(z.strictObject({ name: line, href }))
      .max(12)
      .default([]),
    align: align.removeDefault().default('center'),
    color,
    padding,
  }),
  initial: () => ({
    links: [
      { name: 'Instagram', href: 'https://instagram.com/' },
      { name: 'Facebook', href: 'https://facebook.com/' },
    ],
  }),
  form: [{ name: 'links', label: 'Links', as: 'social' }, alignField, colorField, ...paddingFields],
  mjml: (props, frame, cssClass) => {
    const links = props.links
      .filter((link) => link.name)
      .map((link) => `<a href="${escapeHtml(safeHref(link.href))}" style="color:inherit">${escapeHtml(link.name)}</a>`);
    return mjText(links.join(' &nbsp;·&nbsp; ') || '&nbsp;', {
      cssClass,
      size: 14,
      align: props.align,
      color: props.color,
      padding: paddingOf(props.padding),
      frame,
    });
  },
  text: (props) => props.links.map((link) => `${link.name}: ${safeHref(link.href)}`).join('\n'),
});
