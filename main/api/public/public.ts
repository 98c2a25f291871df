import type { FastifyInstance, FastifyRequest } from 'fastify';
import Fastify from 'fastify';
import { newId } from '../../base/ids.ts';
import type { Logger } from '../../base/logger.ts';
import { describeUnsubscribe, unsubscribeRecipient, viewLetter } from '../../campaigns/campaigns.ts';
import { readMedia } from '../../content/content.ts';
import { findLinkKey, findUrl, readImageToken, recordClick, recordOpen, writeToken } from '../../tracking/tracking.ts';
import { announcer } from './announcer.ts';
import { confirmPages } from './confirm.ts';
import { createLocate, missing, type PublicWorkspace, tokenOf } from './locate.ts';
import { askPage, brokenPage, donePage, missingPage, pageHeaders, publicHeaders } from './page.ts';
import { preferencePages } from './preferences.ts';
import { snsPosts } from './sns.ts';
import { viewHeaders, viewPage } from './view.ts';
import { agentOf } from './visitor.ts';

type PublicPorts = {
  /** The open workspaces: a link belongs to the one whose key signed it. */
  workspaces: () => readonly PublicWorkspace[];
  logger: Logger;
};

/** One transparent pixel. */
const GIF = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64');

/** A form of one field is all that anybody has reason to post here. */
const BODY_LIMIT = 16 * 1024;

/** An image under its id never changes, and whoever shows a message a hundred times need not ask again. */
const imageHeaders = { ...publicHeaders, 'cache-control': 'public, max-age=31536000, immutable' };

/** The second listener: it answers what recipients reach and nothing else, so that it may face the internet. */
export function publicServer(ports: PublicPorts): FastifyInstance {
  const server = Fastify({
    logger: false,
    bodyLimit: BODY_LIMIT,
    forceCloseConnections: true,
    // A path that the router cannot read, or that is too long for it, is no link of ours either.
    frameworkErrors: (_error, _request, reply) => missing(reply),
  });
  server.setNotFoundHandler((_request, reply) => missing(reply));
  server.setErrorHandler((error: { statusCode?: number }, request, reply) => {
    const status = error.statusCode ?? 500;
    if (status < 500) return reply.code(status).headers(pageHeaders).send(missingPage);
    ports.logger.error('a public page failed', { errorId: newId(), route: request.routeOptions.url, error });
    return reply.code(500).headers(pageHeaders).send(brokenPage);
  });
  void server.register(publicPages, ports);
  void server.register(snsPosts, ports);
  return server;
}

/** Unsubscribe, preferences, confirmation, web view, open pixel, click redirect and images of the library. Every link is signed; one that is not leads to a 404. */
async function publicPages(server: FastifyInstance, { workspaces }: PublicPorts): Promise<void> {
  const announce = announcer();
  const locate = createLocate(workspaces);
  server.addHook('onClose', async () => announce.stop());
  // The link itself says who asks for what. Bodies are read and set aside, whatever their type (RFC 8058 allows two).
  server.removeAllContentTypeParsers();
  server.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, _body, done) => done(null, undefined));

  server.get('/u/:token', (request, reply) => {
    const found = locate('unsubscribe', tokenOf(request));
    const facts = found && describeUnsubscribe(found.workspace.db, found.messageId);
    if (!found || !facts) return missing(reply);
    // Beside this very page, wherever the public address leads to.
    const preferences = `../p/${writeToken(findLinkKey(found.workspace.db) ?? '', 'preferences', found.messageId)}`;
    return reply.headers(pageHeaders).send(askPage(facts, preferences));
  });

  server.post('/u/:token', (request, reply) => {
    const found = locate('unsubscribe', tokenOf(request));
    const facts = found && describeUnsubscribe(found.workspace.db, found.messageId);
    if (!found || !facts) return missing(reply);
    const { db, clock, changes } = found.workspace;
    unsubscribeRecipient(db, { messageId: found.messageId, at: clock(), how: 'link' });
    changes.announce('contacts', 'lists', 'suppressions', 'sends');
    return reply.headers(pageHeaders).send(donePage(facts));
  });

  server.get('/o/:token.gif', (request, reply) => {
    const found = locate('open', tokenOf(request));
    if (found && isPerson(request)) {
      const { db, clock } = found.workspace;
      if (recordOpen(db, { messageId: found.messageId, at: clock(), agent: agentOf(request) })) announce(found.workspace.changes);
    }
    return reply.headers(publicHeaders).type('image/gif').send(GIF);
  });

  server.get('/c/:token', (request, reply) => {
    const found = locate('click', tokenOf(request));
    if (!found || found.linkId === null) return missing(reply);
    const { db, clock, changes } = found.workspace;
    const visit = { messageId: found.messageId, linkId: found.linkId, at: clock(), agent: agentOf(request) };
    const url = isPerson(request) ? recordClick(db, visit) : findUrl(db, visit);
    if (url === null) return missing(reply);
    if (isPerson(request)) announce(changes);
    return reply.headers(publicHeaders).redirect(new URL(url).href, 302);
  });

  server.get('/i/:token', (request, reply) => {
    for (const { db } of workspaces()) {
      const key = findLinkKey(db);
      const imageId = key && readImageToken(key, tokenOf(request));
      const image = imageId ? readMedia(db, imageId) : null;
      if (image) return reply.headers(imageHeaders).type(image.type).send(image.data);
    }
    return missing(reply);
  });

  server.get('/v/:token', (request, reply) => {
    const found = locate('view', tokenOf(request));
    const letter = found && viewLetter(found.workspace.db, found.messageId);
    return letter ? reply.headers(viewHeaders).send(viewPage(letter)) : missing(reply);
  });

  confirmPages(server, locate);
  void server.register(preferencePages, { locate });
}

/** Whether a request may count as a visit: asking for the headers only, or fetching ahead, is a program's doing. */
function isPerson(request: FastifyRequest): boolean {
  const purpose = request.headers['sec-purpose'] ?? request.headers['purpose'] ?? request.headers['x-moz'] ?? '';
  return request.method === 'GET' && !/prefetch|preview/i.test(String(purpose));
}
