import { z } from 'zod';
import { defineBlock } from '../block.ts';
import { escapeHtml, safeSource } from '../escape.ts';
import { alignField, colorField, edgeFields, fillField } from '../form-parts.ts';
import { mjButton } from '../mjml-button.ts';
import { mjHeading, mjImage, mjText, withLink } from '../mjml-parts.ts';
import { align, box, color, href, line, padding, source } from '../primitives.ts';

export const hero = defineBlock({
  kind: 'hero',
  label: 'Hero',
  icon: 'layout-navbar',
  group: 'pictures',
  props: z.strictObject({
    src: source,
    alt: line,
    title: line,
    text: line,
    label: line,
    href,
    align: align.removeDefault().default('center'),
    color,
    fill: color,
    box,
  }),
  initial: () => ({ title: 'What it is about', text: 'One sentence that makes people read on.', label: 'Have a look' }),
  form: [
    { name: 'src', label: 'Image', as: 'image', group: 'content' },
    { name: 'alt', label: 'Description of the image', as: 'text', group: 'content' },
    { name: 'title', label: 'Title', as: 'text', group: 'content' },
    { name: 'text', label: 'Text', as: 'multiline', group: 'content' },
    { name: 'label', label: 'Button', as: 'text', group: 'content' },
    { name: 'href', label: 'Leads to', as: 'link', group: 'content' },
    alignField,
    colorField,
    fillField,
    ...edgeFields,
  ],
  inPlace: { property: 'title', as: 'plain' },
  mjml: (props, frame, cssClass) => {
    const { align, fill } = props;
    const shared = { cssClass, align, fill, color: props.color, frame };
    const last = props.label ? '0' : '28px';
    return [
      safeSource(props.src) &&
        mjImage({
          cssClass,
          src: props.src,
          alt: props.alt,
          href: '',
          width: 0,
          align: 'center',
          radius: 0,
          fill,
          padding: '0',
          frame,
        }),
      props.title && mjHeading(1, props.title, { ...shared, size: 31, padding: `28px 32px ${props.text ? '0' : last}` }),
      props.text &&
        mjText(`<p style="margin:0">${escapeHtml(props.text)}</p>`, { ...shared, size: 16, padding: `12px 32px ${last}` }),
      props.label &&
        mjButton(props.label, {
          cssClass,
          href: props.href,
          align,
          look: 'brand',
          background: '',
          color: '',
          radius: null,
          wide: false,
          padding: padding.parse({ top: 20, bottom: 28 }),
          fill,
          frame,
        }),
    ]
      .filter(Boolean)
      .join('');
  },
  text: (props) => [props.title, props.text, withLink(props.label, props.href)].filter(Boolean).join('\n\n'),
});
