import type { FastifyInstance } from 'fastify';
import { confirmByLink, describeConfirmation } from '../../lists/lists.ts';
import { confirmPage } from './confirm-page.ts';
import type { Locate } from './locate.ts';
import { missing, tokenOf } from './locate.ts';
import { pageHeaders } from './page.ts';
import { agentOf, networkOf } from './visitor.ts';

/** The link in a confirmation mail. Looking at it changes nothing, for scanners open every link; its button confirms. */
export function confirmPages(server: FastifyInstance, locate: Locate): void {
  server.get('/confirm/:token', (request, reply) => {
    const found = locate('confirm', tokenOf(request));
    const facts = found && describeConfirmation(found.workspace.db, { messageId: found.messageId, now: found.workspace.clock() });
    return facts ? reply.headers(pageHeaders).send(confirmPage(facts)) : missing(reply);
  });

  server.post('/confirm/:token', (request, reply) => {
    const found = locate('confirm', tokenOf(request));
    if (!found) return missing(reply);
    const { db, clock, changes } = found.workspace;
    const visit = { from: networkOf(request), agent: agentOf(request), now: clock() };
    const facts = confirmByLink(db, { messageId: found.messageId, ...visit });
    if (!facts) return missing(reply);
    changes.announce('contacts', 'lists', 'suppressions');
    return reply.headers(pageHeaders).send(confirmPage(facts));
  });
}
