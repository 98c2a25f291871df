import type { BlocksDocument } from '#shared/content/document.ts';
import { classOf } from '#shared/content/to-mjml.ts';
import { flatten, listsOf } from '#shared/content/tree.ts';
import { around, type Box, type Zone } from './geometry.ts';

/** What holds blocks: the page, a section, or one column of a columns block. */
export type Cell = { parentId: string | null; column: number };

export type Layout = { height: number; blocks: readonly { id: string; box: Box }[]; zones: readonly Zone<Cell>[] };

/** The elements of the message that show a block. Some blocks are several, one below the other. */
export const elementsOf = (page: Document, id: string): HTMLElement[] => [
  ...page.querySelectorAll<HTMLElement>(`.${CSS.escape(classOf(id))}`),
];

/** Where the blocks of a document stand in the frame that shows it. */
export function measure(page: Document, document: BlocksDocument | null): Layout {
  const height = page.documentElement.offsetHeight;
  if (!document) return { height, blocks: [], zones: [] };
  const scroll = { x: page.defaultView?.scrollX ?? 0, y: page.defaultView?.scrollY ?? 0 };
  // All of them in one walk through the page: a message of fifty blocks has thousands of elements.
  const marked = new Map<string, Element[]>();
  for (const element of page.querySelectorAll('[class*="b-"]'))
    for (const name of element.classList) if (name.startsWith('b-')) marked.set(name, [...(marked.get(name) ?? []), element]);
  const boxOf = (name: string) => {
    const boxes = (marked.get(name) ?? [])
      .map((element) => element.getBoundingClientRect())
      .filter(({ width, height: tall }) => width > 0 && tall > 0);
    return around(
      boxes.map(({ left, top, width, height: tall }) => ({ left: left + scroll.x, top: top + scroll.y, width, height: tall })),
    );
  };
  const found = new Map<string, Box>();
  for (const { block } of flatten(document)) {
    const box = boxOf(classOf(block.id));
    if (box) found.set(block.id, box);
  }
  const placed = (blocks: readonly { id: string }[]) =>
    blocks.flatMap(({ id }, index) => {
      const box = found.get(id);
      return box ? [{ id, index, box }] : [];
    });
  const width = page.documentElement.clientWidth;
  const zones: Zone<Cell>[] = [
    { parent: { parentId: null, column: 0 }, depth: 0, box: { left: 0, top: 0, width, height }, blocks: placed(document.blocks) },
  ];
  for (const { block, depth } of flatten(document)) {
    for (const [column, list] of listsOf(block).entries()) {
      const box = boxOf(`${classOf(block.id)}-${column}`) ?? found.get(block.id);
      if (box) zones.push({ parent: { parentId: block.id, column }, depth: depth + 1, box, blocks: placed(list) });
    }
  }
  return { height, blocks: [...found].map(([id, box]) => ({ id, box })), zones };
}

const times = ({ left, top, width, height }: Box, zoom: number): Box => ({
  left: left * zoom,
  top: top * zoom,
  width: width * zoom,
  height: height * zoom,
});

/** The same layout as it is seen when the page is drawn larger or smaller. */
export function scaled(layout: Layout, zoom: number): Layout {
  if (zoom === 1) return layout;
  const { height, blocks, zones } = layout;
  const larger = <T extends { box: Box }>(thing: T): T => ({ ...thing, box: times(thing.box, zoom) });
  return {
    height: height * zoom,
    blocks: blocks.map(larger),
    zones: zones.map((zone) => ({ ...larger(zone), blocks: zone.blocks.map(larger) })),
  };
}
