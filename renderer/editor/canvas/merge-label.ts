export type MergeTag = { tag: string; label: string };

/** `{{ path | default: 'word' }}` taken apart; null for anything cleverer, which is then shown as it is written. */
export function readTag(tag: string): { path: string; fallback: string | null } | null {
  const match = /^\{\{-?\s*([\w.-]+)\s*(?:\|\s*default:\s*(?:"([^"]*)"|'([^']*)')\s*)?-?\}\}$/.exec(tag.trim());
  return match?.[1] === undefined ? null : { path: match[1], fallback: match[2] ?? match[3] ?? null };
}

/** A merge tag in words: “first name, or “there””. */
export function labelOf(tag: string, known: readonly MergeTag[]): string {
  const read = readTag(tag);
  if (!read) return tag;
  const plain = known.find((candidate) => {
    const other = readTag(candidate.tag);
    return other?.path === read.path && other.fallback === null;
  });
  const label = plain?.label ?? (read.path.split('.').at(-1) ?? read.path).replaceAll('_', ' ');
  const name = label.charAt(0).toLowerCase() + label.slice(1);
  return read.fallback ? `${name}, or “${read.fallback}”` : name;
}

/**
 * The tag with a word for whoever has no value. The word stands in single quotes, which do not end an attribute that the
 * tag is in; so it may hold no quote itself, and an apostrophe becomes a typographic one.
 */
export function withFallback(tag: string, fallback: string): string {
  const read = readTag(tag);
  const word = fallback
    .replaceAll("'", '’')
    .replace(/["{}%|<>]/g, '')
    .trim();
  return read && word ? `{{ ${read.path} | default: '${word}' }}` : tag;
}
