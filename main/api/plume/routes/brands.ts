import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { changeBrand, createBrand, listBrands, removeBrand, requireBrand } from '../../../content/content.ts';
import { callerOf } from '../../http/caller.ts';
import { ignoreUnknown, slice } from '../collections.ts';
import { demandAddress } from '../require.ts';
import { toBrand } from '../translate.ts';
import { brand, brandInput, byId, failure, nothing, window } from '../wire.ts';

const tags = ['Brands'];

export function brandRoutes(scope: FastifyInstance): void {
  const routes = scope.withTypeProvider<ZodTypeProvider>();

  routes.get(
    '/api/brands',
    { schema: { tags, summary: 'List the brands, oldest first', querystring: window, response: { 200: brand.array() } } },
    (request) => {
      const { workspace, ownerId } = callerOf(request);
      return slice(listBrands(workspace.db), request.query).map((item) => toBrand(item, ownerId));
    },
  );

  routes.get(
    '/api/brands/:id',
    { schema: { tags, summary: 'Read a brand', params: byId, response: { 200: brand, 404: failure } } },
    (request) => {
      const { workspace, ownerId } = callerOf(request);
      return toBrand(requireBrand(workspace.db, request.params.id), ownerId);
    },
  );

  routes.post(
    '/api/brands',
    { schema: { tags, summary: 'Create a brand', body: brandInput, response: { 201: brand, 422: failure } } },
    async (request, reply) => {
      const { workspace, ownerId } = callerOf(request);
      demandAddresses(request.body);
      const { publicId } = createBrand(workspace.db, { ...request.body, now: workspace.clock() });
      workspace.changes.announce('brands');
      return reply.code(201).send(toBrand(requireBrand(workspace.db, publicId), ownerId));
    },
  );

  routes.put(
    '/api/brands/:id',
    {
      schema: {
        tags,
        summary: 'Replace a brand; what is left out becomes empty',
        params: byId,
        body: brandInput,
        response: { 200: brand, 404: failure, 422: failure },
      },
    },
    (request) => {
      const { workspace, ownerId } = callerOf(request);
      demandAddresses(request.body);
      const changed = changeBrand(workspace.db, { id: request.params.id, ...request.body, now: workspace.clock() });
      workspace.changes.announce('brands');
      return toBrand(changed, ownerId);
    },
  );

  routes.delete(
    '/api/brands/:id',
    { schema: { tags, summary: 'Delete a brand', params: byId, response: { 204: nothing } } },
    async (request, reply) => {
      const { workspace } = callerOf(request);
      ignoreUnknown(() => removeBrand(workspace.db, request.params.id));
      workspace.changes.announce('brands', 'lists', 'campaigns');
      return reply.code(204).send();
    },
  );
}

function demandAddresses({ fromEmail, replyTo }: { fromEmail: string; replyTo: string }): void {
  for (const address of [fromEmail, replyTo]) if (address.trim() !== '') demandAddress(address);
}
