import type { FastifyInstance } from 'fastify';
import { listKeys, requireWorkspace } from '../../../access/access.ts';
import type { ApiContext } from '../../dialect.ts';
import { toId } from '../ids.ts';
import { iso } from '../iso.ts';
import { route } from '../route.ts';
import { me } from '../wire.ts';

export function meRoutes(scope: FastifyInstance, { registry }: ApiContext): void {
  route(scope, {
    on: 'GET /me',
    operation: 'get_me',
    summary: 'Who the key is',
    tag: 'Authentication',
    scope: 'read',
    answers: { status: 200, shape: me },
    handle: ({ caller, workspace }) => {
      const key = listKeys(registry, workspace.id).find(({ id }) => id === caller.keyId);
      return {
        id: toId('usr', caller.user.id),
        workspace_id: toId('ws', requireWorkspace(registry, workspace.id).id),
        scopes: caller.scopes,
        key_label: key?.name ?? '',
        created_at: iso(key?.createdAt ?? 0),
      };
    },
  });
}
