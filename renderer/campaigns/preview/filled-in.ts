const TAG = /\{\{-?\s*([\w.-]+)\s*(?:\|\s*default:\s*(?:"([^"]*)"|'([^']*)')\s*)?-?\}\}/g;

type Known = Readonly<Record<string, string>>;

/**
 * A text with merge tags as one reads it: the known value, else what the tag falls back to, else the fact in brackets.
 * Only for showing where nobody is chosen; what is sent is made elsewhere.
 */
export const filledIn = (text: string, known: Known = {}): string =>
  text.replace(TAG, (_, path: string, doubly?: string, singly?: string) => {
    const name = (path.split('.').at(-1) ?? path).replaceAll('_', ' ');
    return known[path] ?? doubly ?? singly ?? `[${name}]`;
  });
