import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { createKey, listKeys, removeKey } from '../../../access/access.ts';
import type { ApiContext } from '../../dialect.ts';
import { callerOf } from '../../http/caller.ts';
import { toApiKey } from '../translate.ts';
import { apiKey, byId, createdKey, newKey, nothing } from '../wire.ts';

const tags = ['API keys'];
const admin = { config: { scope: 'admin' } } as const;

export function keyRoutes(scope: FastifyInstance, { registry, clock }: ApiContext): void {
  const routes = scope.withTypeProvider<ZodTypeProvider>();
  const keysOf = (workspaceId: string) => listKeys(registry, workspaceId).filter((key) => key.dialect === 'plume');

  routes.get('/api/api-keys', { schema: { tags, summary: 'List the keys', response: { 200: apiKey.array() } } }, (request) =>
    keysOf(callerOf(request).workspace.id).map(toApiKey),
  );

  routes.post(
    '/api/api-keys',
    {
      ...admin,
      schema: { tags, summary: 'Create a key; its secret is shown this once', body: newKey, response: { 200: createdKey } },
    },
    (request) => {
      const { workspace } = callerOf(request);
      const name = request.body?.name || 'API key';
      const { id, key } = createKey(registry, { workspaceId: workspace.id, dialect: 'plume', name, now: clock() });
      workspace.changes.announce('keys');
      const [made] = keysOf(workspace.id).filter((one) => one.id === id);
      if (!made) throw new Error('the key is gone as soon as it was made');
      return { key: toApiKey(made), secret: key };
    },
  );

  routes.delete(
    '/api/api-keys/:id',
    { ...admin, schema: { tags, summary: 'Delete a key', params: byId, response: { 204: nothing } } },
    (request, reply) => {
      const { workspace } = callerOf(request);
      // Keys of another dialect are not this one's to delete.
      const isOurs = keysOf(workspace.id).some((key) => key.id === request.params.id);
      if (isOurs && removeKey(registry, { workspaceId: workspace.id, id: request.params.id })) workspace.changes.announce('keys');
      return reply.code(204).send();
    },
  );
}
