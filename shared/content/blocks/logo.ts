import { z } from 'zod';
import { defineBlock } from '../block.ts';
import { escapeHtml, safeHref, safeSource } from '../escape.ts';
import { alignField, boxFields } from '../form-parts.ts';
import { headingWeight, mjImage, mjText, paddingOf, withLink } from '../mjml-parts.ts';
import { align, box, color, href, line, ownPixels, padding, source } from '../primitives.ts';

/** Whose mail it is, at its head: the brand's logo, or its name where it has none. */
export const logo = defineBlock({
  kind: 'logo',
  label: 'Logo',
  icon: 'badge',
  group: 'pictures',
  props: z.strictObject({
    src: source,
    alt: line,
    href,
    width: ownPixels(20, 600),
    align: align.removeDefault().default('center'),
    fill: color,
    padding,
    box,
  }),
  initial: () => ({ padding: { vertical: 24, horizontal: 32 } }),
  form: [
    { name: 'src', label: 'Another logo than the brand’s', as: 'image', group: 'content' },
    { name: 'alt', label: 'Name, for those who cannot see it', as: 'text', group: 'content' },
    { name: 'href', label: 'Leads to', as: 'link', group: 'content' },
    { name: 'width', label: 'Width', as: 'number', group: 'look', min: 20, max: 600, placeholder: 'As the brand' },
    alignField,
    ...boxFields,
  ],
  mjml: (props, frame, cssClass) => {
    const src = safeSource(props.src) || safeSource(frame.logo.src);
    const name = props.alt || frame.brandName;
    const padding = paddingOf(props.padding);
    if (src)
      return mjImage({ ...props, cssClass, src, alt: name, width: props.width ?? frame.logo.width, radius: 0, padding, frame });
    const words = escapeHtml(name || 'Your logo');
    const link = safeHref(props.href);
    return mjText(link ? `<a href="${escapeHtml(link)}" style="color:inherit;text-decoration:none">${words}</a>` : words, {
      ...props,
      cssClass,
      size: 22,
      weight: headingWeight(frame),
      family: frame.headingFamily,
      color: frame.headingColor,
      padding,
      frame,
    });
  },
  text: (props, frame) => withLink(props.alt || frame.brandName, props.href),
});
