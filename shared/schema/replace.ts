import { splitTags } from '../content/liquid-tags.ts';

/** What is asked for from now on in place of something that is gone: a field by its keys, a tag by its ids. */
export type Replacement = { field: { from: string; to: string } } | { tag: { from: string; to: string } };

/**
 * The same value, whatever its shape, with every condition, audience and merge tag in it asking for the other. What has
 * nothing to replace is returned as it is, so that whoever asks can tell.
 */
export const replacedIn = <Value>(value: Value, replacement: Replacement): Value => walk(value, replacement) as Value;

function walk(value: unknown, replacement: Replacement): unknown {
  if (typeof value === 'string') return 'field' in replacement ? inMergeTags(value, replacement.field) : value;
  if (Array.isArray(value))
    return ifOther(
      value,
      value.map((one) => walk(one, replacement)),
    );
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value);
  const next = entries.map(([name, one]) => walk(inPlace(value, name, one, replacement), replacement));
  if (next.every((one, at) => one === entries[at]?.[1])) return value;
  return Object.fromEntries(entries.map(([name], at) => [name, next[at]]));
}

const ifOther = (before: unknown[], after: unknown[]): unknown[] =>
  after.some((one, at) => one !== before[at]) ? after : before;

/** A property that names a field or a tag by itself. */
function inPlace(owner: object, name: string, value: unknown, replacement: Replacement): unknown {
  const kind = 'kind' in owner ? owner.kind : null;
  if ('field' in replacement) {
    const names = (name === 'key' && kind === 'field') || (name === 'field' && 'zone' in owner);
    return names && value === replacement.field.from ? replacement.field.to : value;
  }
  const { from, to } = replacement.tag;
  if (name === 'tagId' && kind === 'tag' && value === from) return to;
  if (name === 'tagIds' && Array.isArray(value) && value.includes(from))
    return [...new Set(value.map((id: unknown) => (id === from ? to : id)))];
  return value;
}

/** `contact.fields.city` and `contact.fields['city']` within Liquid tags; keys are small letters, digits and low lines. */
function inMergeTags(text: string, { from, to }: { from: string; to: string }): string {
  if (!text.includes(from) || !text.includes('contact.fields')) return text;
  const dotted = new RegExp(`\\bcontact\\.fields\\.${from}(?![\\w-])`, 'g');
  const quoted = new RegExp(`\\bcontact\\.fields\\[\\s*('|"|&#39;|&quot;)${from}\\1\\s*\\]`, 'g');
  return splitTags(text)
    .map(({ isTag, text: piece }) =>
      isTag
        ? piece
            .replace(dotted, `contact.fields.${to}`)
            .replace(quoted, (_, quote: string) => `contact.fields[${quote}${to}${quote}]`)
        : piece,
    )
    .join('');
}
