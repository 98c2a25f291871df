import type { FastifyRequest } from 'fastify';
import type { Workspace } from '../../workspace.ts';
import type { Position } from '../http/cursors.ts';
import { type Page, type PageQuery, pageOf } from './pages.ts';

type Id = number | string;

/** A page of rows that are in memory anyway and stand in the order of their ids: from the first one on, or from the last. */
export function pageAmong<Row, Item>(
  call: { workspace: Workspace; query: PageQuery; request: FastifyRequest },
  rows: readonly Row[],
  { idOf, show, newestFirst = false }: { idOf: (row: Row) => Id; show: (row: Row) => Item; newestFirst?: boolean },
): Page<Item> {
  const inOrder = newestFirst ? rows.toReversed() : rows;
  return pageOf(call, {
    read: (after, limit) => inOrder.filter((row) => !after || isBehind(idOf(row), after, newestFirst)).slice(0, limit),
    positionOf: (row) => [idOf(row)],
    show,
    total: () => rows.length,
  });
}

function isBehind(id: Id, [place]: Position, newestFirst: boolean): boolean {
  const from = typeof id === 'number' ? Number(place) : String(place);
  return newestFirst ? id < from : id > from;
}
