import { z } from 'zod';
import { defineBlock } from '../block.ts';
import { escapeHtml, safeHref, safeSource } from '../escape.ts';
import { alignField, boxFields } from '../form-parts.ts';
import { mjImage, mjText, paddingOf, withLink } from '../mjml-parts.ts';
import { align, box, color, href, line, padding, pixels, source } from '../primitives.ts';

/** A still of a film that leads to it: films do not play in mail. */
export const video = defineBlock({
  kind: 'video',
  label: 'Video',
  icon: 'video',
  group: 'pictures',
  props: z.strictObject({
    src: source,
    alt: line,
    href,
    label: line,
    width: pixels(0, 1200, 0),
    radius: pixels(0, 60, 0),
    align: align.removeDefault().default('center'),
    fill: color,
    padding,
    box,
  }),
  initial: () => ({ label: 'Watch the film' }),
  form: [
    { name: 'src', label: 'Still', as: 'image', group: 'content', mark: 'play' },
    { name: 'alt', label: 'Description of the still', as: 'text', group: 'content' },
    { name: 'href', label: 'Leads to the film', as: 'link', group: 'content' },
    { name: 'label', label: 'Line below', as: 'text', group: 'content' },
    { name: 'width', label: 'Width, 0 is full', as: 'number', group: 'look', min: 0, max: 600 },
    { name: 'radius', label: 'Round corners', as: 'number', group: 'look', min: 0, max: 60 },
    alignField,
    ...boxFields,
  ],
  inPlace: { property: 'label', as: 'plain' },
  mjml: (props, frame, cssClass) => {
    const shared = { cssClass, align: props.align, fill: props.fill };
    const picture = safeSource(props.src)
      ? mjImage({ ...props, ...shared, padding: paddingOf({ ...props.padding, bottom: 0 }), frame })
      : '';
    const link = safeHref(props.href);
    const words = `<span aria-hidden="true">▶</span> ${escapeHtml(props.label || 'Watch')}`;
    const line = link
      ? `<a href="${escapeHtml(link)}" style="color:${frame.linkColor};font-weight:600;text-decoration:none">${words}</a>`
      : words;
    const top = picture ? { top: 10 } : {};
    return picture + mjText(line, { ...shared, size: 16, color: '', padding: paddingOf({ ...props.padding, ...top }), frame });
  },
  text: (props) => [props.alt, withLink(props.label || 'Watch', props.href)].filter(Boolean).join('\n'),
});
