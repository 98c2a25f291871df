import { z } from 'zod';
import { defineBlock } from '../block.ts';
import { escapeHtml, safeSource } from '../escape.ts';
import { alignField, groundFields } from '../form-parts.ts';
import { borderOf, mjImage, mjText, paddingOf, withLink } from '../mjml-parts.ts';
import { align, border, color, href, line, padding, pixels, source } from '../primitives.ts';

export const image = defineBlock({
  kind: 'image',
  label: 'Image',
  icon: 'photo',
  group: 'pictures',
  props: z.strictObject({
    src: source,
    alt: line,
    href,
    caption: line,
    /** More than the page has is as wide as the page. */
    width: pixels(0, 1200, 0),
    radius: pixels(0, 60, 0),
    border,
    align: align.removeDefault().default('center'),
    fill: color,
    padding,
  }),
  initial: () => ({ padding: { vertical: 12, horizontal: 0 } }),
  form: [
    { name: 'src', label: 'Image', as: 'image', group: 'content' },
    { name: 'alt', label: 'Description, for those who cannot see it', as: 'text', group: 'content' },
    { name: 'caption', label: 'Line below', as: 'text', group: 'content' },
    { name: 'href', label: 'Leads to', as: 'link', group: 'content' },
    { name: 'width', label: 'Width, 0 is full', as: 'number', group: 'look', min: 0, max: 600 },
    { name: 'radius', label: 'Round corners', as: 'number', group: 'look', min: 0, max: 60 },
    { name: 'border', label: 'Border', as: 'border', group: 'look' },
    alignField,
    ...groundFields,
  ],
  mjml: (props, frame, cssClass) => {
    const padding = paddingOf(props.padding);
    const shared = { cssClass, align: props.align, fill: props.fill };
    // In the editor an image without a source must still be something to click on.
    if (!safeSource(props.src))
      return mjText('No image chosen', {
        cssClass,
        size: 14,
        align: 'center',
        color: '#6b6357',
        padding: '28px',
        frame,
        fill: '#f0ece4',
      });
    const below = props.caption && paddingOf({ ...props.padding, top: 6 });
    const picture = mjImage({
      ...props,
      ...shared,
      border: borderOf(props.border, frame),
      frame,
      padding: props.caption ? paddingOf({ ...props.padding, bottom: 0 }) : padding,
    });
    if (!below) return picture;
    const words = `<p style="margin:0;opacity:.8">${escapeHtml(props.caption)}</p>`;
    return picture + mjText(words, { ...shared, size: 13, color: '', padding: below, frame });
  },
  text: (props) => [withLink(props.alt, props.href), props.caption].filter(Boolean).join('\n'),
});
