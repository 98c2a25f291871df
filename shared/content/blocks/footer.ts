import { z } from 'zod';
import { defineBlock, type Frame } from '../block.ts';
import { escapeHtml } from '../escape.ts';
import { alignField, boxFields, colorField } from '../form-parts.ts';
import { mjText, paddingOf } from '../mjml-parts.ts';
import { plainOf } from '../plain.ts';
import { align, box, color, line, padding, rich } from '../primitives.ts';

/** Who sends it, from where, and how it is ended: what the law asks of every campaign. */
export const footer = defineBlock({
  kind: 'footer',
  label: 'Footer',
  icon: 'layout-bottombar',
  group: 'layout',
  props: z.strictObject({
    html: rich,
    unsubscribe: line,
    /** Shown where readers have a page to choose what they get. */
    preferences: line,
    webView: line,
    address: z.boolean().default(true),
    align: align.removeDefault().default('center'),
    color,
    fill: color,
    padding,
    box,
  }),
  initial: () => ({ unsubscribe: 'Unsubscribe', preferences: 'Preferences', padding: { vertical: 24, horizontal: 32 } }),
  form: [
    { name: 'html', label: 'Text', as: 'rich', group: 'content' },
    { name: 'unsubscribe', label: 'Unsubscribe link', as: 'text', group: 'content' },
    { name: 'preferences', label: 'Link to the preference page', as: 'text', group: 'content' },
    { name: 'webView', label: 'Link to the web view', as: 'text', group: 'content' },
    { name: 'address', label: 'Postal address', as: 'switch', group: 'content' },
    alignField,
    colorField,
    ...boxFields,
  ],
  inPlace: { property: 'html', as: 'rich' },
  mjml: (props, frame, cssClass) => {
    const links = linksOf(props)
      .map(({ label, tag, always }, index) => {
        const link = `<a href="{{ ${tag} }}" style="color:inherit">${escapeHtml(label)}</a>`;
        return onlyWith(tag, always, index === 0 ? link : ` &nbsp; ${link}`);
      })
      .join('');
    const address = props.address ? escapeHtml(addressOf(frame)) : '';
    const parts = [
      props.html,
      address && `<p style="margin:0">${address}</p>`,
      links && `<p style="margin:6px 0 0">${links}</p>`,
    ].filter(Boolean);
    return mjText(parts.join(''), {
      ...props,
      cssClass,
      size: 12,
      color: props.color || '#71685b',
      padding: paddingOf(props.padding),
      frame,
    });
  },
  text: (props, frame) => {
    const rows = [plainOf(props.html), props.address && addressOf(frame)].filter(Boolean);
    const links = linksOf(props).map(({ label, tag, always }) => onlyWith(tag, always, `\n${label}: {{ ${tag} }}`));
    return (rows.join('\n') + links.join('')).trim();
  },
});

const linksOf = (props: { unsubscribe: string; preferences: string; webView: string }) =>
  [
    { label: props.unsubscribe, tag: 'unsubscribe_url', always: true },
    { label: props.preferences, tag: 'preferences_url', always: false },
    { label: props.webView, tag: 'web_view_url', always: false },
  ].filter(({ label }) => label);

/** Not everybody has each of these pages, but everybody can leave. */
const onlyWith = (tag: string, always: boolean, link: string): string => (always ? link : `{% if ${tag} %}${link}{% endif %}`);

const addressOf = (frame: Frame): string => [frame.brandName, frame.postalAddress].filter(Boolean).join(', ');
