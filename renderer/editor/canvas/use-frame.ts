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
 * during an edit in place; `edits` is of which state of the draft it is. Merge tags are dressed where `tags` are given.
 */
export function useFrame(options: {
  html: string | null;
  edits: number;
  tags: readonly MergeTag[] | null;
  document: BlocksDocument | null;
}) {
  const { html, edits, tags, document } = options;
  const [page, setPage] = useState<Document | null>(null);
  const [layout, setLayout] = useState(NOTHING);
  const shown = useRef(document);
  shown.current = document;

  const seen = useRef({ width: 0, height: 0 });
  const look = useCallback(() => {
    if (!page) return;
    const next = measure(page, shown.current);
    seen.current = sizeOf(page);
    setLayout((old) => (JSON.stringify(old) === JSON.stringify(next) ? old : next));
  }, [page]);

  useLayoutEffect(() => {
    if (!page || html === null) return;
    writePage(page, html, { tags });
  }, [page, html, tags]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a document of the same look may have other blocks
  useLayoutEffect(() => {
    if (html !== null) look();
  }, [look, html, tags, edits]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: where no page comes for a document, the old one shows it
  useEffect(() => {
    const timer = setTimeout(look, PAUSE_MS);
    return () => clearTimeout(timer);
  }, [look, document]);

  useEffect(() => {
    if (!page) return;
    const watcher = new ResizeObserver(() => {
      const { width, height } = sizeOf(page);
      if (width !== seen.current.width || height !== seen.current.height) look();
    });
    watcher.observe(page.documentElement);
    watcher.observe(page.body);
    // Images change the layout when they arrive; their events do not bubble.
    const arrived = ({ target }: Event) => {
      if ((target as Element).nodeName === 'IMG') look();
    };
    page.addEventListener('load', arrived, true);
    page.addEventListener('error', arrived, true);
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
      page.removeEventListener('load', arrived, true);
      page.removeEventListener('error', arrived, true);
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

const sizeOf = ({ documentElement }: Document) => ({ width: documentElement.clientWidth, height: documentElement.offsetHeight });
