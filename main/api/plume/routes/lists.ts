import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { notFound } from '../../../base/errors.ts';
import type { ReadDb } from '../../../db/db.ts';
import { changeList, createList, type List, listLists, removeList, requireList } from '../../../lists/lists.ts';
import { callerOf } from '../../http/caller.ts';
import { ignoreUnknown, slice } from '../collections.ts';
import { demandBrand } from '../require.ts';
import { toList } from '../translate.ts';
import { byId, failure, list, listChange, newList, nothing, window } from '../wire.ts';

const tags = ['Lists'];

export function listRoutes(scope: FastifyInstance): void {
  const routes = scope.withTypeProvider<ZodTypeProvider>();

  routes.get(
    '/api/lists',
    { schema: { tags, summary: 'List the lists, oldest first', querystring: window, response: { 200: list.array() } } },
    (request) => {
      const { workspace, ownerId } = callerOf(request);
      const oldestFirst = listLists(workspace.db).sort((a, b) => a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1));
      return slice(oldestFirst, request.query).map((item) => toList(item, ownerId));
    },
  );

  routes.get(
    '/api/lists/:id',
    { schema: { tags, summary: 'Read a list', params: byId, response: { 200: list, 404: failure } } },
    (request) => {
      const { workspace, ownerId } = callerOf(request);
      return toList(listById(workspace.db, request.params.id), ownerId);
    },
  );

  routes.post(
    '/api/lists',
    { schema: { tags, summary: 'Create a list', body: newList, response: { 201: list, 409: failure, 422: failure } } },
    async (request, reply) => {
      const { workspace, ownerId } = callerOf(request);
      demandBrand(workspace.db, request.body.brandId);
      const { publicId } = createList(workspace.db, { ...request.body, now: workspace.clock() });
      workspace.changes.announce('lists');
      return reply.code(201).send(toList(listById(workspace.db, publicId), ownerId));
    },
  );

  routes.put(
    '/api/lists/:id',
    {
      schema: {
        tags,
        summary: 'Rename a list; it stays with its brand',
        params: byId,
        body: listChange,
        response: { 200: list, 404: failure, 409: failure, 422: failure },
      },
    },
    (request) => {
      const { workspace, ownerId } = callerOf(request);
      changeList(workspace.db, { id: request.params.id, name: request.body.name, now: workspace.clock() });
      workspace.changes.announce('lists');
      return toList(listById(workspace.db, request.params.id), ownerId);
    },
  );

  routes.delete(
    '/api/lists/:id',
    { schema: { tags, summary: 'Delete a list; the people in it stay', params: byId, response: { 204: nothing } } },
    (request, reply) => {
      const { db, clock, changes } = callerOf(request).workspace;
      ignoreUnknown(() => removeList(db, { id: request.params.id, now: clock() }));
      changes.announce('lists', 'contacts');
      return reply.code(204).send();
    },
  );
}

function listById(db: ReadDb, id: string): List {
  const { publicId } = requireList(db, id);
  const found = listLists(db).find((one) => one.id === publicId);
  if (!found) throw notFound('lists.unknown', 'There is no such list.');
  return found;
}
