import type { FastifyInstance } from 'fastify';
import { conflict } from '../../../base/errors.ts';
import { changeTag, createTag, removeTagInTurns } from '../../../contacts/contacts.ts';
import { segmentsUsingTag } from '../../../segments/segments.ts';
import type { Workspace } from '../../../workspace.ts';
import { estimate } from '../estimates.ts';
import { iso } from '../iso.ts';
import { allTags, type StoredTag, taggedQuery } from '../members.report.ts';
import { pageAmong } from '../page-among.ts';
import { pageQuery } from '../pages.ts';
import { route } from '../route.ts';
import { findTag, requireTag, slugOf } from '../tags.ts';
import { byId, newTag, pageShape, type Tag, tag as tagShape } from '../wire.ts';

const tag = 'Tags';

export function tagRoutes(scope: FastifyInstance): void {
  route(scope, {
    on: 'GET /tags',
    operation: 'list_tags',
    summary: 'List all tags in the workspace, oldest first',
    tag,
    scope: 'read',
    query: pageQuery,
    answers: { status: 200, shape: pageShape(tagShape) },
    handleLater: async (call) => {
      const page = pageAmong(call, allTags(call.workspace.db), { idOf: ({ inner }) => inner, show: (row) => row });
      return { ...page, data: await Promise.all(page.data.map((row) => show(call.workspace, row))) };
    },
  });

  route(scope, {
    on: 'POST /tags',
    operation: 'create_tag',
    summary: 'Create a tag',
    tag,
    scope: 'write',
    body: newTag,
    answers: { status: 201, shape: tagShape },
    handle: ({ workspace: { db, clock, changes }, body }) => {
      if (findTag(db, body.name)) throw conflict('tags.taken', `There is already a tag ${slugOf(body.name)}.`);
      createTag(db, { name: body.name, color: 'gray', now: clock() });
      changes.announce('tags');
      return wire(requireTag(db, body.name), 0);
    },
  });

  route(scope, {
    on: 'PATCH /tags/:id',
    operation: 'update_tag',
    summary: 'Rename a tag; its id follows its name',
    tag,
    scope: 'write',
    params: byId,
    body: newTag.partial(),
    answers: { status: 200, shape: tagShape },
    handleLater: ({ workspace, params, body }) => {
      const { db, changes } = workspace;
      const found = requireTag(db, params.id);
      const other = body.name === undefined ? null : findTag(db, body.name);
      if (other && other.id !== found.id) throw conflict('tags.taken', `There is already a tag ${slugOf(other.name)}.`);
      changeTag(db, { id: found.id, name: body.name });
      changes.announce('tags', 'contacts');
      return show(workspace, requireTag(db, body.name ?? found.name));
    },
  });

  route(scope, {
    on: 'DELETE /tags/:id',
    operation: 'delete_tag',
    summary: 'Delete a tag and take it from all subscribers',
    tag,
    scope: 'admin',
    params: byId,
    handleLater: async ({ workspace: { db, changes }, params }) => {
      const { id } = requireTag(db, params.id);
      const [user] = segmentsUsingTag(db, id);
      if (user) throw conflict('tags.used', 'A segment asks for this tag; change the segment first.');
      await removeTagInTurns(db, id);
      changes.announce('tags', 'contacts');
    },
  });
}

const show = async (workspace: Workspace, row: StoredTag): Promise<Tag> =>
  wire(row, await estimate(workspace, { name: `tagged ${row.inner}`, query: (most) => taggedQuery(row.inner, most) }));

const wire = ({ name, color, createdAt }: StoredTag, subscribers: number): Tag => ({
  id: slugOf(name),
  name,
  color: color === 'gray' ? null : color,
  subscribers,
  created_at: iso(createdAt),
});
