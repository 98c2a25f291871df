import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

export type Answer = { status: number; body: string };

/** One connection that is kept open and asks one thing after the other: as little work as possible beside the server. */
export async function openClient(port: number): Promise<{ ask: (request: string) => Promise<Answer>; close: () => void }> {
  const socket: Socket = connect(port, '127.0.0.1');
  socket.setNoDelay(true);
  await once(socket, 'connect');
  let buffered: Buffer = Buffer.alloc(0);
  let waiting: ((answer: Answer) => void) | null = null;
  socket.on('data', (chunk: Buffer) => {
    buffered = buffered.length === 0 ? chunk : Buffer.concat([buffered, chunk]);
    const end = buffered.indexOf('\r\n\r\n');
    if (end < 0) return;
    const head = buffered.toString('latin1', 0, end);
    const length = Number(/content-length: (\d+)/i.exec(head)?.[1] ?? 0);
    if (buffered.length < end + 4 + length) return;
    const body = buffered.toString('utf8', end + 4, end + 4 + length);
    buffered = Buffer.alloc(0);
    waiting?.({ status: Number(head.slice(9, 12)), body });
  });
  return {
    ask: (request) =>
      new Promise((resolve, reject) => {
        waiting = resolve;
        socket.once('error', reject);
        socket.write(request, () => socket.off('error', reject));
      }),
    close: () => socket.destroy(),
  };
}

export const request = (facts: {
  method: string;
  path: string;
  port: number;
  key: string;
  body?: object;
  headers?: Record<string, string>;
}): string => {
  const body = facts.body === undefined ? '' : JSON.stringify(facts.body);
  const headers = {
    host: `127.0.0.1:${facts.port}`,
    authorization: `Bearer ${facts.key}`,
    ...(body === '' ? {} : { 'content-type': 'application/json', 'content-length': String(Buffer.byteLength(body)) }),
    ...facts.headers,
  };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  return `${facts.method} ${facts.path} HTTP/1.1\r\n${lines.join('')}\r\n${body}`;
};
