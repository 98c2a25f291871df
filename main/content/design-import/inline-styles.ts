import { posix } from 'node:path';
import type { FoundDesign } from './find-design.ts';

/** Puts the style sheets that lie beside a page into it: a message has nothing beside it. Those on the web are left out. */
export function inlineStyles({ path, source, files }: FoundDesign): string {
  return source.replace(/<link\b(?:"[^"]*"|'[^']*'|[^"'<>])*>/gi, (link) => {
    const href = /\bhref\s*=\s*["']?([^"'\s<>]+)/i.exec(link)?.[1];
    if (!/\bstylesheet\b/i.test(link) || href === undefined) return link;
    const css = files.get(posix.normalize(posix.join(posix.dirname(path), href.replace(/[?#].*$/, ''))));
    return css ? `<style>${css.toString('utf8').replace(/<\/style/gi, '')}</style>` : '';
  });
}
