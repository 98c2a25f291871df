import { withoutTags } from './liquid-tags.ts';

const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'", nbsp: ' ' };

/** A sign that stands for nothing, so that no text holds it. */
const HOLE = '\uf8ff';

/**
 * The plain text of HTML that was cleaned: paragraphs apart, list items with a dash, links with their address behind,
 * images as their words. Merge tags stay as they are.
 */
export function plainOf(html: string): string {
  const tags: string[] = [];
  const bare = withoutTags(html.replaceAll(HOLE, ''), (tag) => `${HOLE}${tags.push(tag) - 1}${HOLE}`);
  return bare
    .replace(/\s*\n\s*/g, ' ')
    .replace(/<a\b[^<>]*?\bhref="([^"]*)"[^<>]*>((?:[^<]|<(?!\/?a\b))*)<\/a>/gi, (_, link: string, inner: string) => {
      const label = inner.replace(/<[^<>]*>/g, '').trim();
      return label === '' ? inner : label === link ? link : `${label} (${link})`;
    })
    .replace(/<img\b[^<>]*?\balt="([^"<>]*)"[^<>]*>/gi, '$1')
    .replace(/<br\s*\/?>/gi, '\n')
    .replace(/<li\b[^<>]*>/gi, '\n- ')
    .replace(/<\/(p|h[1-6]|ul|ol|blockquote|div|table)>/gi, '\n\n')
    .replace(/<\/tr>/gi, '\n')
    .replace(/<\/t[dh]>/gi, ' ')
    .replace(/<[^<>]*>/g, '')
    .replace(/&(amp|lt|gt|quot|#39|nbsp);/g, (whole, name: string) => ENTITIES[name] ?? whole)
    .replace(new RegExp(`${HOLE}(\\d+)${HOLE}`, 'g'), (_, at: string) => tags[Number(at)] ?? '')
    .replace(/ {2,}/g, ' ')
    .replace(/ *\n */g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}
