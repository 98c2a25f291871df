import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { newTransport } from '#shared/rpc/transports.ts';
import { changeTransport, createTransport, listTransports, makeDefault } from '../../../delivery/delivery.ts';
import type { Workspace } from '../../../workspace.ts';
import { callerOf } from '../../http/caller.ts';
import { failure, nothing, sesInput, settings } from '../wire.ts';

const tags = ['Settings'];

export function settingsRoutes(scope: FastifyInstance): void {
  const routes = scope.withTypeProvider<ZodTypeProvider>();

  routes.get(
    '/api/settings',
    { schema: { tags, summary: 'Read workspace settings', response: { 200: settings } } },
    (request) => {
      const ses = sesOf(callerOf(request).workspace);
      return { sesConfigured: ses !== null, sesRegion: ses?.settings.region ?? '', aiConfigured: false, aiModel: '' };
    },
  );

  routes.put(
    '/api/settings/ses',
    {
      config: { scope: 'admin' },
      schema: { tags, summary: 'Configure Amazon SES credentials', body: sesInput, response: { 204: nothing, 422: failure } },
    },
    async (request, reply) => {
      configureSes(callerOf(request).workspace, request.body);
      return reply.code(204).send();
    },
  );
}

/** The account that is there is changed, so that campaigns which chose it keep it; either way it is what sends from now on. */
function configureSes(workspace: Workspace, input: { accessKeyId: string; secretAccessKey: string; region: string }): void {
  const { db, secrets, delivery, changes } = workspace;
  const { region, accessKeyId, secretAccessKey } = input;
  const known = sesOf(workspace);
  const now = workspace.clock();
  if (known) {
    const settings = { ...known.settings, region, accessKeyId };
    changeTransport(db, { change: { publicId: known.publicId, settings, secret: secretAccessKey }, secrets, now });
    makeDefault(db, known.publicId);
  } else {
    const transport = newTransport.parse({ kind: 'ses', settings: { region, accessKeyId }, secretAccessKey });
    makeDefault(db, createTransport(db, { transport, secrets, now }).publicId);
  }
  changes.announce('transports');
  delivery.wake();
}

function sesOf({ db }: Workspace) {
  for (const { kind, publicId, settings } of listTransports(db)) if (kind === 'ses') return { publicId, settings };
  return null;
}
