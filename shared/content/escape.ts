import { harmlessTag, splitTags, withoutTags } from './liquid-tags.ts';

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** Text made safe for HTML and for a quoted attribute, whatever is in it. */
export const escapeText = (text: string): string => text.replace(/[&<>"']/g, (sign) => ENTITIES[sign] ?? sign);

/** The same for the text of a design: merge tags in it are left to Liquid, which would read `&lt;` where `<` was meant. */
export const escapeHtml = (text: string): string =>
  splitTags(text)
    .map((piece) => (piece.isTag ? harmlessTag(piece.text) : escapeText(piece.text)))
    .join('');

/** ` name="value"` with the value escaped, or nothing for an empty value. */
export const attribute = (name: string, value: string | number): string =>
  value === '' ? '' : ` ${name}="${escapeHtml(String(value))}"`;

/** The link as a recipient may follow it; empty if it is none. `bakery.example/menu` is taken for an https address. */
export function safeHref(href: string): string {
  const link = href.trim();
  if (/^(https?:\/\/|mailto:|tel:|#)/i.test(link)) return link;
  // Behind a merge tag a path may follow, but nothing that would make another scheme of what the tag gives.
  if (/^\{[{%]/.test(link)) return /^[^/?#]*:/.test(withoutTags(link)) ? '' : link;
  return /^[\w-]+(\.[\w-]+)+([/?#]\S*)?$/.test(link) ? `https://${link}` : '';
}

/** The image's address as a message may show it; empty if it is none. */
export function safeSource(source: string): string {
  const address = source.trim();
  return /^(https?:\/\/\S+|media:[a-z0-9]+)$/i.test(address) ? address : '';
}
