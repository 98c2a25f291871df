import { z } from 'zod';
import { defineBlock } from '../block.ts';
import { escapeHtml, safeHref, safeSource } from '../escape.ts';
import { alignField, colorField } from '../form-parts.ts';
import { headingWeight, mjButton, mjImage, mjText } from '../mjml-parts.ts';
import { align, color, href, line, source } from '../primitives.ts';

export const hero = defineBlock({
  kind: 'hero',
  label: 'Hero',
  icon: 'layout-navbar',
  props: z.strictObject({
    src: source,
    alt: line,
    title: line,
    text: line,
    label: line,
    href,
    align: align.removeDefault().default('center'),
    color,
  }),
  initial: () => ({ title: 'What it is about', text: 'One sentence that makes people read on.', label: 'Have a look' }),
  form: [
    { name: 'src', label: 'Image', as: 'image' },
    { name: 'alt', label: 'Description of the image', as: 'text' },
    { name: 'title', label: 'Title', as: 'text' },
    { name: 'text', label: 'Text', as: 'multiline' },
    { name: 'label', label: 'Button', as: 'text' },
    { name: 'href', label: 'Leads to', as: 'link' },
    alignField,
    colorField,
  ],
  inPlace: { property: 'title', as: 'plain' },
  mjml: (props, frame, cssClass) => {
    const shared = { cssClass, align: props.align, color: props.color, frame };
    const src = safeSource(props.src);
    return [
      src && mjImage({ cssClass, src, alt: props.alt, href: '', width: 0, align: 'center', radius: 0, padding: '0' }),
      props.title &&
        mjText(`<h1 style="margin:0;font-size:inherit;font-weight:inherit;line-height:inherit">${escapeHtml(props.title)}</h1>`, {
          ...shared,
          size: 31,
          lineHeight: '1.15',
          weight: headingWeight(frame),
          padding: '28px 32px 0',
        }),
      props.text && mjText(`<p style="margin:0">${escapeHtml(props.text)}</p>`, { ...shared, size: 16, padding: '12px 32px 0' }),
      props.label &&
        mjButton(props.label, {
          cssClass,
          href: props.href,
          align: props.align,
          background: '',
          color: '',
          radius: 4,
          padding: '20px 32px 28px',
          frame,
        }),
    ].join('');
  },
  text: (props) =>
    [props.title, props.text, props.label && (safeHref(props.href) ? `${props.label} (${safeHref(props.href)})` : props.label)]
      .filter(Boolean)
      .join('\n\n'),
});
