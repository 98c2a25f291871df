import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { linkKey } from '../../tracking/tracking.ts';
import type { Workspace } from '../../workspace.ts';
import { type Position, questionOf, readCursor, writeCursor } from '../http/cursors.ts';

export const pageQuery = z.object({
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(400).optional(),
});
export type PageQuery = z.output<typeof pageQuery>;

export type Page<Item> = { data: Item[]; next_cursor: string | null; total_estimate: number };

/** A page of rows that have a position each. `rows` may be one more than asked for, which says that there are more. */
export function pageOf<Row, Item>(
  { workspace, query, request }: { workspace: Workspace; query: PageQuery; request: FastifyRequest },
  {
    read,
    positionOf,
    show,
    total,
  }: {
    read: (after: Position | null, limit: number) => Row[];
    positionOf: (row: Row) => Position;
    show: (row: Row) => Item;
    total: () => number;
  },
): Page<Item> {
  const walk = walkOf({ workspace, query, request });
  const rows = read(walk.after, query.limit + 1);
  const shown = rows.slice(0, query.limit);
  const last = shown.at(-1);
  return {
    data: shown.map(show),
    next_cursor: rows.length > shown.length && last !== undefined ? walk.next(positionOf(last)) : null,
    total_estimate: total(),
  };
}

/** Where a walk stands, and the cursor that goes on from a position. It holds for this path and these filters alone. */
export function walkOf({
  workspace,
  query,
  request,
}: {
  workspace: Workspace;
  query: PageQuery & Record<string, unknown>;
  request: FastifyRequest;
}): { after: Position | null; next: (position: Position) => string } {
  const { limit: _limit, cursor, ...filters } = query;
  const question = questionOf([request.routeOptions.url, request.params, filters]);
  const secret = `cursor ${linkKey(workspace.db)}`;
  return {
    after: cursor === undefined ? null : readCursor(secret, { question, cursor }),
    next: (position) => writeCursor(secret, { question, position }),
  };
}
