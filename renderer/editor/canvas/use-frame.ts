import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { BlocksDocument } from '#shared/content/document.ts';
import { type Layout, measure } from './layout.ts';
import type { MergeTag } from './merge-label.ts';
import { holdStill, writePage } from './write-page.ts';

const NOTHING: Layout = { height: 0, blocks: [], zones: [] };
const PAUSE_MS = 100;
const EMPTY_PAGE = '<!doctype html><html><head></head><body></body></html>';

/**
 * The frame that shows a message and where its blocks stand in it. `html` is null while what is shown must stay, as
 * during an edit in place. Merge tags are dressed where `tags` are given.
 */
export function useFrame(options: { html: string | null; tags: readonly MergeTag[] | null; document: BlocksDocument | null }) {
  const { html, tags, document } = options;
  const [page, setPage] = useState<Document | null>(null);
  const [layout, setLayout] = useState(NOTHING);
  const shown = useRef(document);
  shown.current = document;

  const look = useCallback(() => {
    if (!page) return;
    const next = measure(page, shown.current);
    setLayout((old) => (JSON.stringify(old) === JSON.stringify(next) ? old : next));
  }, [page]);

  useLayoutEffect(() => {
    if (!page || html === null) return;
    writePage(page, html, { tags });
    look();
  }, [page, html, tags, look]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a document of the same look may have other ids
  useEffect(look, [look, document]);

  useEffect(() => {
    if (!page) return;
    const watcher = new ResizeObserver(look);
    watcher.observe(page.documentElement);
    watcher.observe(page.body);
    // Images change the layout when they arrive; their events do not bubble.
    page.addEventListener('load', look, true);
    page.addEventListener('error', look, true);
    // A line more is seen by the watcher at once; what only shifts within the page can wait for a pause in the typing.
    let timer: ReturnType<typeof setTimeout> | undefined;
    const later = () => {
      clearTimeout(timer);
      timer = setTimeout(look, PAUSE_MS);
    };
    page.addEventListener('input', later);
    const release = holdStill(page);
    return () => {
      watcher.disconnect();
      page.removeEventListener('load', look, true);
      page.removeEventListener('error', look, true);
      page.removeEventListener('input', later);
      clearTimeout(timer);
      release();
    };
  }, [page, look]);

  return {
    page,
    layout,
    frame: {
      // Same origin, so that the editor can reach in; without scripts, so that nothing in there can reach out.
      sandbox: 'allow-same-origin',
      srcDoc: EMPTY_PAGE,
      onLoad: (event: { currentTarget: HTMLIFrameElement }) => setPage(event.currentTarget.contentDocument),
      style: { height: Math.max(layout.height, 240) },
    },
  };
}
