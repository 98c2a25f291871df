import { z } from 'zod';
import { defineBlock } from '../block.ts';
import { safeHref, safeSource } from '../escape.ts';
import { alignField, paddingFields } from '../form-parts.ts';
import { mjImage, mjText, paddingOf } from '../mjml-parts.ts';
import { align, href, line, padding, pixels, source } from '../primitives.ts';

export const image = defineBlock({
  kind: 'image',
  label: 'Image',
  icon: 'photo',
  props: z.strictObject({
    src: source,
    alt: line,
    href,
    width: pixels(0, 600, 0),
    radius: pixels(0, 60, 0),
    align: align.removeDefault().default('center'),
    padding,
  }),
  initial: () => ({ padding: { vertical: 12, horizontal: 0 } }),
  form: [
    { name: 'src', label: 'Image', as: 'image' },
    { name: 'alt', label: 'Description, for those who cannot see it', as: 'text' },
    { name: 'href', label: 'Leads to', as: 'link' },
    { name: 'width', label: 'Width, 0 is full', as: 'number', min: 0, max: 600 },
    { name: 'radius', label: 'Round corners', as: 'number', min: 0, max: 60 },
    alignField,
    ...paddingFields,
  ],
  mjml: (props, frame, cssClass) => {
    const padding = paddingOf(props.padding);
    const src = safeSource(props.src);
    // In the editor an image without a source must still be something to click on.
    if (!src)
      return mjText('No image chosen', {
        cssClass,
        size: 14,
        align: 'center',
        color: '#8a8175',
        padding: '28px',
        frame,
        background: '#f0ece4',
      });
    return mjImage({
      cssClass,
      src,
      alt: props.alt,
      href: props.href,
      width: props.width,
      align: props.align,
      radius: props.radius,
      padding,
    });
  },
  text: (props) => [props.alt, safeHref(props.href) && `(${safeHref(props.href)})`].filter(Boolean).join(' '),
});
