import { escapeText } from '#shared/content/escape.ts';
import { harmlessTag, withoutTags } from '#shared/content/liquid-tags.ts';

const ADDRESS = /(https?:\/\/[^\s<>"']*[^\s<>"'.,;:!?)])/i;

/** A line of plain text as HTML: every sign as itself, the addresses in it as links; merge tags stay as they are. */
export function linkedText(line: string): string {
  const tags: string[] = [];
  const bare = withoutTags(line.replace(/[\ue000\ue001]/g, ''), (tag) => `\ue000${tags.push(harmlessTag(tag)) - 1}\ue001`);
  return bare
    .split(ADDRESS)
    .map((words, index) => (index % 2 ? `<a href="${escapeText(words)}">${escapeText(words)}</a>` : escapeText(words)))
    .join('')
    .replace(/\ue000(\d+)\ue001/g, (_, at: string) => tags[Number(at)] ?? '');
}
