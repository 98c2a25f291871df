import type { Block } from '#shared/content/document.ts';

const PAGES = { preferences_url: 'preference page', web_view_url: 'web view' } as const;

/**
 * Links to pages of ours that nobody can reach before there is a public address. What asks for the page first, as a footer
 * does, leaves the link out and is no trouble.
 */
export function unreachablePages(html: string, blocks: readonly Block[] | null) {
  return Object.entries(PAGES).flatMap(([name, detail]) => {
    const guarded = new RegExp(`\\{%-?\\s*if\\s+${name}\\s*-?%\\}[\\s\\S]*?\\{%-?\\s*endif\\s*-?%\\}`, 'g');
    const tag = new RegExp(`\\{\\{-?\\s*${name}\\b[^}]*\\}\\}`).exec(html.replace(guarded, ''))?.[0];
    if (tag === undefined) return [];
    // Of a block within another one it is the inner.
    const block = blocks?.findLast(({ kind, props }) => kind !== 'footer' && JSON.stringify(props).includes(name));
    return [{ blockId: block?.id ?? null, detail, find: blocks ? '' : tag }];
  });
}
