import { createReadStream } from 'node:fs';
import type { Readable } from 'node:stream';
import fastifyStatic from '@fastify/static';
import fastifyWebsocket from '@fastify/websocket';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Channel } from '#shared/rpc/wire.ts';
import { contentSecurityPolicy } from '../../base/content-security-policy.ts';
import { factsOf, forbidden } from '../../base/errors.ts';
import { sameSecret } from '../../base/ids.ts';
import type { Logger } from '../../base/logger.ts';
import { signInPage } from './sign-in-page.ts';
import type { Uploads } from './uploads.ts';
import { webSocketChannel } from './web-socket-channel.ts';

const COOKIE = 'letterpress_session';

/** A command of the command line, by name. */
type Order = { name: string; input: Record<string, unknown> };
const commandBody = z.object({
  order: z.object({ name: z.string(), input: z.record(z.string(), z.unknown()) }),
  workspace: z.string().optional(),
});

type UiPorts = {
  rendererFolder: string;
  logger: Logger;
  uploads: Uploads;
  /** What is in the address that the app prints: opening it makes this browser a window of the app. */
  launchKey: string;
  /** What other processes of the same user show to give commands: from `owner.json`. */
  ownerToken: string;
  openSession: () => string;
  /** The workspace of a session; null for one that is unknown or over. */
  findSession: (token: string) => { workspaceId: string } | null;
  moveSession: (token: string, workspaceId: string) => void;
  connect: (channel: Channel, window: { workspaceId: string; switchTo: (workspaceId: string) => void }) => void;
  readMedia: (workspaceId: string, id: string) => { type: string; data: Buffer } | null;
  /** A file that was exported for a window, once. */
  takeExport: (workspaceId: string, id: string) => { path: string; fileName: string; type: string; done: () => void } | null;
  /** Runs one command of the command line in this process. */
  command: (order: Order, workspaceId?: string) => Promise<unknown>;
};

/** The app's own interface in browser mode: its files, its socket, its uploads. Only windows with a session get in. */
export async function ui(server: FastifyInstance, ports: UiPorts): Promise<void> {
  await server.register(fastifyWebsocket, { options: { maxPayload: 32 * 1024 * 1024 } });
  await server.register(fastifyStatic, {
    root: ports.rendererFolder,
    serve: false,
    decorateReply: true,
  });

  /** The session of each window that is connected. */
  const connected = new Map<Channel, string>();

  server.get('/', async (request, reply) => {
    const { key } = z.object({ key: z.string().optional() }).parse(request.query);
    if (key !== undefined && sameSecret(key, ports.launchKey)) {
      const cookie = `${COOKIE}=${ports.openSession()}; Path=/; HttpOnly; SameSite=Strict; Max-Age=2592000`;
      return reply.header('set-cookie', cookie).redirect('/');
    }
    if (!sessionOf(request)) return reply.code(401).type('text/html; charset=utf-8').headers(pageHeaders).send(signInPage);
    return reply.headers({ ...pageHeaders, 'cache-control': 'no-store' }).sendFile('index.html');
  });

  // Names of built files carry a hash of what is in them, so they never change.
  server.get('/assets/*', (request, reply) => {
    const { '*': file } = z.object({ '*': z.string() }).parse(request.params);
    return reply.headers({ 'x-content-type-options': 'nosniff' }).sendFile(`assets/${file}`, { maxAge: '365d', immutable: true });
  });

  server.get('/rpc', { websocket: true, preValidation: demandWindow }, (socket, request) => {
    const session = sessionOf(request);
    if (!session) return;
    const { token, workspaceId } = session;
    const channel = webSocketChannel(socket, ports.logger);
    connected.set(channel, token);
    channel.onClose(() => void connected.delete(channel));
    ports.connect(channel, {
      workspaceId,
      switchTo: (chosen) => {
        ports.moveSession(token, chosen);
        // Other windows of this browser would go on with one workspace and get the pictures of another; they come back here.
        for (const [other, its] of connected) if (its === token && other !== channel) other.close();
      },
    });
  });

  server.get('/app/media/:id', { preValidation: demandSession }, async (request, reply) => {
    const { id } = z.object({ id: z.string() }).parse(request.params);
    const session = sessionOf(request);
    const image = session && ports.readMedia(session.workspaceId, id);
    if (!image) return reply.code(404).send('Not found');
    return reply
      .type(image.type)
      .headers({ 'x-content-type-options': 'nosniff', 'cache-control': 'private, max-age=3600' })
      .send(image.data);
  });

  server.get('/app/exports/:id', { preValidation: demandSession }, async (request, reply) => {
    const { id } = z.object({ id: z.string() }).parse(request.params);
    const session = sessionOf(request);
    const file = session && ports.takeExport(session.workspaceId, id);
    if (!file) return reply.code(404).send('This file was fetched already, or is not there any more.');
    const body = createReadStream(file.path);
    body.once('close', file.done);
    const name = encodeURIComponent(file.fileName);
    return reply
      .type(file.type)
      .headers({
        'content-disposition': `attachment; filename*=UTF-8''${name}`,
        'x-content-type-options': 'nosniff',
        'cache-control': 'no-store',
      })
      .send(body);
  });

  await server.register(async (scope) => {
    scope.addContentTypeParser('application/octet-stream', (_request, payload, done) => done(null, payload));
    scope.post('/app/uploads', { preValidation: demandWindow, bodyLimit: 4 * 1024 ** 3 }, async (request) => {
      const { name } = z.object({ name: z.string().max(500).default('file') }).parse(request.query);
      return { id: await ports.uploads.save(name, request.body as Readable) };
    });
  });

  server.post('/app/command', async (request, reply) => {
    const given = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1] ?? '';
    if (!sameSecret(given, ports.ownerToken))
      return reply.code(401).send({ code: 'access.denied', message: 'This token is not the app’s.' });
    const { order, workspace } = commandBody.parse(request.body);
    try {
      return { result: await ports.command(order, workspace) };
    } catch (error) {
      const facts = factsOf(error);
      if (!facts) throw error;
      return reply.code(422).send(facts);
    }
  });

  function sessionOf(request: FastifyRequest): { workspaceId: string; token: string } | null {
    const token = new RegExp(`(?:^|;\\s*)${COOKIE}=([\\w-]+)`).exec(request.headers.cookie ?? '')?.[1];
    const session = token ? ports.findSession(token) : null;
    return token && session ? { ...session, token } : null;
  }

  async function demandSession(request: FastifyRequest, reply: FastifyReply): Promise<void> {
    if (!sessionOf(request))
      await reply.code(401).send({ code: 'access.no-session', message: 'Open Letterpress with the address that it printed.' });
  }

  /** A session, asked for by our own page: any page on the web can address 127.0.0.1, but it cannot forge its origin. */
  async function demandWindow(request: FastifyRequest, reply: FastifyReply): Promise<void> {
    const origin = request.headers.origin ?? '';
    if (origin !== `http://${request.headers.host}`) {
      await reply.code(403).send(factsOf(forbidden('access.foreign-origin', 'Only Letterpress itself may ask this.')));
      return;
    }
    await demandSession(request, reply);
  }
}

const pageHeaders = {
  'content-security-policy': contentSecurityPolicy,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
};
