import type { FastifyRequest } from 'fastify';

const OWN_NAMES = new Set(['127.0.0.1', 'localhost', '[::1]']);

/**
 * Whether the request was meant for us. A page on the web can let its own name point to 127.0.0.1 (DNS rebinding);
 * then its requests come here as if from the same origin, and only the Host header tells.
 */
export function isForOurselves(request: FastifyRequest): boolean {
  const found = /^(\[[0-9a-f:]+\]|[^:[\]]+)(?::(\d{1,5}))?$/i.exec(request.headers.host ?? '');
  if (!found) return false;
  const [, name = '', port = '80'] = found;
  if (!OWN_NAMES.has(name.toLowerCase())) return false;
  // Requests that are injected in tests have no socket and so no port.
  const ownPort = request.socket.localPort;
  return ownPort === undefined || Number(port) === ownPort;
}
