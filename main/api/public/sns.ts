import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Workspace } from '../../workspace.ts';
import { missingPage, pageHeaders } from './page.ts';

/** Amazon posts up to 256 KB. */
const BODY_LIMIT = 300 * 1024;

const params = z.object({ path: z.string().max(100) });

/** What topics of Amazon SNS post. Each workspace has a path of its own for each account, which nobody can guess. */
export async function snsPosts(
  server: FastifyInstance,
  { workspaces }: { workspaces: () => readonly Partial<Pick<Workspace, 'feedback'>>[] },
): Promise<void> {
  // SNS says that it posts plain text, whatever it is.
  server.removeAllContentTypeParsers();
  server.addContentTypeParser('*', { parseAs: 'string', bodyLimit: BODY_LIMIT }, (_request, body, done) => done(null, body));

  server.post('/ses/:path', { bodyLimit: BODY_LIMIT }, async (request: FastifyRequest, reply) => {
    const { path } = params.parse(request.params);
    for (const { feedback } of workspaces()) {
      const received = feedback?.ses.receive(path, typeof request.body === 'string' ? request.body : '');
      if (received)
        return reply
          .code(await received)
          .headers(pageHeaders)
          .type('text/plain')
          .send('');
    }
    return reply.code(404).headers(pageHeaders).send(missingPage);
  });
}
