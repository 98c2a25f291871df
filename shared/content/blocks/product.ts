import { z } from 'zod';
import { defineBlock } from '../block.ts';
import { escapeHtml, safeSource } from '../escape.ts';
import { alignField, boxFields, colorField } from '../form-parts.ts';
import { mjButton } from '../mjml-button.ts';
import { mjHeading, mjImage, mjText, paddingOf, withLink } from '../mjml-parts.ts';
import { align, box, color, href, line, padding, pixels, source } from '../primitives.ts';

export const product = defineBlock({
  kind: 'product',
  label: 'Product',
  icon: 'shopping-bag',
  group: 'more',
  props: z.strictObject({
    src: source,
    alt: line,
    title: line,
    text: line,
    price: line,
    priceBefore: line,
    label: line,
    href,
    width: pixels(0, 1200, 0),
    radius: pixels(0, 60, 0),
    align,
    color,
    fill: color,
    padding,
    box,
  }),
  initial: () => ({ title: 'What it is', text: 'Why somebody would want it.', price: '€ 12.00', label: 'Have a look' }),
  form: [
    { name: 'src', label: 'Image', as: 'image', group: 'content' },
    { name: 'alt', label: 'Description of the image', as: 'text', group: 'content' },
    { name: 'title', label: 'Name', as: 'text', group: 'content' },
    { name: 'text', label: 'Text', as: 'multiline', group: 'content' },
    { name: 'price', label: 'Price', as: 'text', group: 'content' },
    { name: 'priceBefore', label: 'Price before', as: 'text', group: 'content' },
    { name: 'label', label: 'Button', as: 'text', group: 'content' },
    { name: 'href', label: 'Leads to', as: 'link', group: 'content' },
    { name: 'width', label: 'Width, 0 is full', as: 'number', group: 'look', min: 0, max: 600 },
    { name: 'radius', label: 'Round corners', as: 'number', group: 'look', min: 0, max: 60 },
    alignField,
    colorField,
    ...boxFields,
  ],
  inPlace: { property: 'title', as: 'plain' },
  mjml: (props, frame, cssClass) => {
    const { align, fill, color } = props;
    const shared = { cssClass, align, fill, color, frame };
    const at = (top: number) => paddingOf({ ...props.padding, top, bottom: 0 });
    const before =
      props.priceBefore && `<s style="font-weight:400;opacity:.75" aria-label="before">${escapeHtml(props.priceBefore)}</s>`;
    const price = [props.price && escapeHtml(props.price), before].filter(Boolean).join(' &nbsp;');
    const bottom = props.padding.bottom ?? props.padding.vertical;
    const first = props.padding.top ?? props.padding.vertical;
    return [
      safeSource(props.src) && mjImage({ ...props, padding: at(first), cssClass, frame }),
      props.title && mjHeading(3, props.title, { ...shared, size: 19, padding: at(safeSource(props.src) ? 14 : first) }),
      props.text && mjText(`<p style="margin:0">${escapeHtml(props.text)}</p>`, { ...shared, size: 15, padding: at(6) }),
      price && mjText(`<p style="margin:0">${price}</p>`, { ...shared, size: 17, weight: 600, padding: at(8) }),
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
          padding: { ...props.padding, top: 14, bottom: 0 },
          fill,
          frame,
        }),
      `<mj-spacer css-class="${cssClass}" height="${Math.max(1, bottom)}px"${fill && ` container-background-color="${fill}"`} />`,
    ]
      .filter(Boolean)
      .join('');
  },
  text: (props) =>
    [
      props.title,
      props.text,
      [props.price, props.priceBefore && `(${props.priceBefore})`].filter(Boolean).join(' '),
      withLink(props.label, props.href),
    ]
      .filter(Boolean)
      .join('\n'),
});
