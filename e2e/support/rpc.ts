import { once } from 'node:events';
import { WebSocket } from 'ws';
import { createClient } from '#shared/rpc/client.ts';
import type { Api } from '#shared/rpc/rpc.ts';
import type { Running } from './app.ts';

/** What a window asks of the app, for what a journey needs beforehand or wants to know behind the screens. */
export async function connect(app: Running): Promise<{ api: Api; close: () => void }> {
  const { origin, host } = new URL(app.url);
  const opened = await fetch(app.url, { redirect: 'manual' });
  const cookie = (opened.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
  const socket = new WebSocket(`ws://${host}/rpc`, { headers: { origin, cookie } });
  await once(socket, 'open');
  const api = createClient<Api>({
    send: (message) => socket.send(JSON.stringify(message)),
    onMessage: (listener) => void socket.on('message', (data) => listener(JSON.parse(String(data)))),
    onClose: (listener) => void socket.on('close', listener),
    close: () => socket.close(),
  });
  return { api, close: () => socket.close() };
}
