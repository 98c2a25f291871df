const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** A merge tag or Liquid tag; its inside must stay as it is, or Liquid would read `&lt;` where `<` was meant. */
const LIQUID = /(\{\{[\s\S]*?\}\}|\{%[\s\S]*?%\})/;

/** Text made safe for HTML and for a double-quoted attribute; merge tags in it are left alone. */
export function escapeHtml(text: string): string {
  return text
    .split(LIQUID)
    .map((part, index) => (index % 2 === 1 ? part : part.replace(/[&<>"']/g, (sign) => ENTITIES[sign] ?? sign)))
    .join('');
}

/** ` name="value"` with the value escaped, or nothing for an empty value. */
export const attribute = (name: string, value: string | number): string =>
  value === '' ? '' : ` ${name}="${escapeHtml(String(value))}"`;
