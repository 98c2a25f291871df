import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { Group } from '#shared/schema/rule.ts';
import { requireList } from '../../../lists/lists.ts';
import {
  changeSegment,
  createSegment,
  listSegments,
  removeSegment,
  requireSegment,
  type Segment as Stored,
} from '../../../segments/segments.ts';
import type { Workspace } from '../../../workspace.ts';
import { asTree, toRule } from '../filters/filters.ts';
import { fromId, toId } from '../ids.ts';
import { iso } from '../iso.ts';
import type { Member } from '../members.report.ts';
import { pageAmong } from '../page-among.ts';
import { endPage, writeRows } from '../page-bytes.ts';
import { pageQuery, walkOf } from '../pages.ts';
import { route } from '../route.ts';
import { contactsOf } from '../segment.report.ts';
import { asWritten, forgetWritten, keepAsWritten } from '../sources.ts';
import { writeMembers } from '../subscriber-text.ts';
import { byId, newSegment, pageShape, type Segment, segment, segmentChange, subscriber } from '../wire.ts';

const tag = 'Segments';
const SIZE_MS = 30_000;
const source = z.object({ filter: z.record(z.string(), z.unknown()), list_id: z.string().nullable() });

export function segmentRoutes(scope: FastifyInstance): void {
  route(scope, {
    on: 'GET /segments',
    operation: 'list_segments',
    summary: 'List segments, oldest first',
    tag,
    scope: 'read',
    query: pageQuery,
    answers: { status: 200, shape: pageShape(segment) },
    handle: (call) => {
      const found = listSegments(call.workspace.db).sort((a, b) => a.id - b.id);
      return pageAmong(call, found, { idOf: ({ id }) => id, show: (row) => show(call.workspace, row, null) });
    },
  });

  route(scope, {
    on: 'GET /segments/:id',
    operation: 'get_segment',
    summary: 'Retrieve a segment with its size',
    tag,
    scope: 'read',
    params: byId,
    answers: { status: 200, shape: segment },
    handleLater: ({ workspace, params }) => counted(workspace, fromId('seg', params.id)),
  });

  route(scope, {
    on: 'GET /segments/:id/preview',
    operation: 'preview_segment',
    summary: 'Preview the subscribers that match',
    tag,
    scope: 'read',
    params: byId,
    query: pageQuery,
    answers: { status: 200, shape: pageShape(subscriber) },
    handleLater: async (call) => {
      const { workspace, params, query } = call;
      const { db, reads, clock } = workspace;
      const stored = requireSegment(db, fromId('seg', params.id));
      const walk = walkOf(call);
      const after: [number, number] = [Number(walk.after?.[0] ?? 0), Number(walk.after?.[1] ?? 0)];
      const wanted = contactsOf(db, {
        segmentId: stored.publicId,
        listId: sourceOf(workspace, stored).listId,
        after,
        now: clock(),
        limit: query.limit + 1,
      });
      const members = await reads.rows<Member>({ file: db.file, query: wanted });
      const shown = members.slice(0, query.limit);
      const last = shown.at(-1);
      return endPage(writeRows(writeMembers(db, shown)), {
        next_cursor: members.length > shown.length && last ? walk.next([last.contactId, last.membershipId]) : null,
        total_estimate: await sizeOf(workspace, stored),
      });
    },
  });

  route(scope, {
    on: 'POST /segments',
    operation: 'create_segment',
    summary: 'Create a segment from a filter expression',
    tag,
    scope: 'write',
    body: newSegment,
    answers: { status: 201, shape: segment },
    handle: ({ workspace, body }) => {
      const { db, clock, changes } = workspace;
      const written = { filter: asTree(body.filter), list_id: body.list_id ?? null };
      const id = createSegment(db, { name: body.name, rule: ruleOf(workspace, written), now: clock() });
      keep(workspace, id, written);
      changes.announce('segments');
      return show(workspace, requireSegment(db, id), null);
    },
  });

  route(scope, {
    on: 'PATCH /segments/:id',
    operation: 'update_segment',
    summary: 'Update name, list or filter of a segment',
    tag,
    scope: 'write',
    params: byId,
    body: segmentChange,
    answers: { status: 200, shape: segment },
    handleLater: async ({ workspace, params, body }) => {
      const { db, clock, changes } = workspace;
      const id = fromId('seg', params.id);
      db.transaction(() => {
        const before = sourceOf(workspace, requireSegment(db, id));
        const isNew = body.filter !== undefined || body.list_id !== undefined;
        const written = {
          filter: body.filter === undefined ? before.filter : asTree(body.filter),
          list_id: body.list_id === undefined ? before.listId && toId('lst', before.listId) : body.list_id,
        };
        changeSegment(db, { id, name: body.name, rule: isNew ? ruleOf(workspace, written) : undefined, now: clock() });
        if (isNew) keep(workspace, id, written);
      });
      changes.announce('segments');
      return counted(workspace, id);
    },
  });

  route(scope, {
    on: 'DELETE /segments/:id',
    operation: 'delete_segment',
    summary: 'Delete a segment',
    tag,
    scope: 'admin',
    params: byId,
    handleLater: async ({ workspace: { db, changes }, params }) => {
      const id = requireSegment(db, fromId('seg', params.id)).publicId;
      await removeSegment(db, id);
      forgetWritten(db, `segment/${id}`);
      changes.announce('segments');
    },
  });
}

function ruleOf({ db }: Workspace, { filter, list_id }: { filter: unknown; list_id: string | null }): Group {
  const listId = list_id === null ? null : requireList(db, fromId('lst', list_id)).publicId;
  return toRule(db, { filter, listId });
}

const keep = ({ db }: Workspace, id: string, written: z.output<typeof source>): void =>
  keepAsWritten(db, { name: `segment/${id}`, made: requireSegment(db, id).rule, source: written });

/** The filter as it was written, or, of what was made in the app, its rule. */
function sourceOf({ db }: Workspace, { publicId, rule }: Stored): { filter: Record<string, unknown>; listId: string | null } {
  const known = asWritten(db, { name: `segment/${publicId}`, made: rule, shape: source });
  if (known) return { filter: known.filter, listId: known.list_id && fromId('lst', known.list_id) };
  return { filter: rule ? { field: 'rule', op: 'matches', value: rule } : {}, listId: null };
}

function show(workspace: Workspace, stored: Stored, size: number | null): Segment {
  const { filter, listId } = sourceOf(workspace, stored);
  return {
    id: toId('seg', stored.publicId),
    name: stored.name,
    list_id: listId && toId('lst', listId),
    filter,
    size,
    size_computed_at: size === null ? null : iso(workspace.clock()),
    created_at: iso(stored.createdAt),
    updated_at: iso(stored.updatedAt),
  };
}

const sizeOf = ({ segments }: Workspace, { publicId }: Stored): Promise<number> =>
  segments.count(
    { kind: 'group', match: 'all', rules: [{ kind: 'segment', segmentId: publicId, in: true }] },
    { signal: AbortSignal.timeout(SIZE_MS) },
  );

async function counted(workspace: Workspace, id: string): Promise<Segment> {
  const stored = requireSegment(workspace.db, id);
  return show(workspace, stored, await sizeOf(workspace, stored));
}
