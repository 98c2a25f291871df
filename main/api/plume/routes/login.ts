import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { createSession, endSession, requireWorkspace, verifyLogin } from '../../../access/access.ts';
import type { ApiContext } from '../../dialect.ts';
import { callerOf, demandOurselves } from '../../http/caller.ts';
import { RequestError } from '../../http/failure.ts';
import { cookieOf } from '../../http/headers.ts';
import { COOKIE, endedCookie, sessionCookie } from '../session-cookie.ts';
import { failure, loggedIn, login, me, nothing } from '../wire.ts';

const tags = ['Log-in and health'];
const open = { config: { scope: 'none' } } as const;

export function loginRoutes(scope: FastifyInstance, { registry, loginWorkspaceId, clock }: ApiContext): void {
  const routes = scope.withTypeProvider<ZodTypeProvider>();

  routes.get('/health', { ...open, schema: { tags, summary: 'Health check', security: [] } }, (_request, reply) =>
    reply.type('text/plain; charset=utf-8').send('ok'),
  );

  routes.post(
    '/api/login',
    {
      ...open,
      schema: {
        tags,
        summary: 'Log in, set the session cookie',
        security: [],
        body: login,
        response: { 200: loggedIn, 401: failure },
      },
    },
    async (request, reply) => {
      // A foreign page must not log this browser in as somebody else either.
      demandOurselves(request);
      const user = await verifyLogin(registry, request.body);
      if (!user) throw new RequestError('unauthorized', 'invalid credentials');
      const token = createSession(registry, { userId: user.id, workspaceId: loginWorkspaceId(), now: clock() });
      return reply.header('set-cookie', sessionCookie(token)).send({ email: user.email });
    },
  );

  routes.post(
    '/api/logout',
    { ...open, schema: { tags, summary: 'Log out', security: [], response: { 204: nothing } } },
    (request, reply) => {
      demandOurselves(request);
      const token = cookieOf(request.headers, COOKIE);
      if (token !== null) endSession(registry, token);
      return reply.code(204).header('set-cookie', endedCookie).send();
    },
  );

  routes.get('/api/me', { schema: { tags, summary: 'Current user', response: { 200: me, 401: failure } } }, (request) => {
    const { user, workspace } = callerOf(request);
    const workspaceName = requireWorkspace(registry, workspace.id).name;
    return { email: user.email, fullName: user.name, role: user.role, workspaceName };
  });
}
