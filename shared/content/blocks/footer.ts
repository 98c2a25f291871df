import { z } from 'zod';
import { defineBlock } from '../block.ts';
import { escapeHtml } from '../escape.ts';
import { alignField, colorField, paddingFields } from '../form-parts.ts';
import { mjText, paddingOf } from '../mjml-parts.ts';
import { plainOf } from '../plain.ts';
import { align, color, line, padding, rich } from '../primitives.ts';

/** Who sends it, from where, and how it is ended: what the law asks of every campaign. */
export const footer = defineBlock({
  kind: 'footer',
  label: 'Footer',
  icon: 'layout-bottombar',
  props: z.strictObject({
    html: rich,
    unsubscribe: line,
    webView: line,
    address: z.boolean().default(true),
    align: align.removeDefault().default('center'),
    color,
    padding,
  }),
  initial: () => ({ unsubscribe: 'Unsubscribe', padding: { vertical: 24, horizontal: 32 } }),
  form: [
    { name: 'html', label: 'Text', as: 'rich' },
    { name: 'unsubscribe', label: 'Unsubscribe link', as: 'text' },
    { name: 'webView', label: 'Link to the web view', as: 'text' },
    { name: 'address', label: 'Postal address', as: 'switch' },
    alignField,
    colorField,
    ...paddingFields,
  ],
  inPlace: { property: 'html', as: 'rich' },
  mjml: (props, frame, cssClass) => {
    const link = (label: string, tag: string) => label && `<a href="{{ ${tag} }}" style="color:inherit">${escapeHtml(label)}</a>`;
    const links = [
      link(props.unsubscribe, 'unsubscribe_url'),
      props.webView && `{% if web_view_url %}${link(props.webView, 'web_view_url')}{% endif %}`,
    ]
      .filter(Boolean)
      .join(' &nbsp; ');
    const address = props.address ? escapeHtml([frame.brandName, frame.postalAddress].filter(Boolean).join(', ')) : '';
    const parts = [
      props.html,
      address && `<p style="margin:0">${address}</p>`,
      links && `<p style="margin:6px 0 0">${links}</p>`,
    ].filter(Boolean);
    return mjText(parts.join(''), {
      cssClass,
      size: 12,
      align: props.align,
      color: props.color || '#71685b',
      padding: paddingOf(props.padding),
      frame,
    });
  },
  text: (props, frame) =>
    [
      plainOf(props.html),
      props.address && [frame.brandName, frame.postalAddress].filter(Boolean).join(', '),
      props.unsubscribe && `${props.unsubscribe}: {{ unsubscribe_url }}`,
      props.webView && `{% if web_view_url %}${props.webView}: {{ web_view_url }}{% endif %}`,
    ]
      .filter(Boolean)
      .join('\n'),
});
