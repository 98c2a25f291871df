const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** A merge tag or Liquid tag; its inside must stay as it is, or Liquid would read `&lt;` where `<` was meant. */
const LIQUID = /(\{\{[\s\S]*?\}\}|\{%[\s\S]*?%\})/;

/**
 * A double quote would end the attribute that the tag stands in; single quotes mean the same to Liquid. An angle
 * bracket is a comparison only between spaces: any other is taken out, or `{{ '<script>' }}` would be an element.
 */
const harmless = (tag: string) => tag.replace(/"/g, "'").replace(/[<>](?!=?\s)|(?<!\s)[<>]/g, '');

/** Text made safe for HTML and for a double-quoted attribute; merge tags in it are left to Liquid. */
export function escapeHtml(text: string): string {
  return text
    .split(LIQUID)
    .map((part, index) => (index % 2 === 1 ? harmless(part) : part.replace(/[&<>"']/g, (sign) => ENTITIES[sign] ?? sign)))
    .join('');
}

/** ` name="value"` with the value escaped, or nothing for an empty value. */
export const attribute = (name: string, value: string | number): string => (value === '' ? '' : ` ${name}="${escapeHtml(String(value))}"`);

/** The link as a recipient may follow it; empty if it is none. `bakery.example/menu` is taken for an https address. */
export function safeHref(href: string): string {
  const link = href.trim();
  if (/^(https?:\/\/|mailto:|tel:|#|\{\{)/i.test(link)) return link;
  return /^[\w-]+(\.[\w-]+)+([/?#]\S*)?$/.test(link) ? `https://${link}` : '';
}

/** The image's address as a message may show it; empty if it is none. */
export function safeSource(source: string): string {
  const address = source.trim();
  return /^(https?:\/\/\S+|media:[a-z0-9]+)$/i.test(address) ? address : '';
}
