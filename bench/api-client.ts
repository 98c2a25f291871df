import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

export type Answer = { status: number; body: Buffer };

const HEAD_END = Buffer.from('\r\n\r\n');
const LONGEST = 1024 * 1024;

/**
 * One connection that is kept open and asks one thing after the other: as little work as possible beside the server, so each
 * answer lies in the same memory and is good until the next question.
 */
export async function openClient(port: number): Promise<{ ask: (request: string) => Promise<Answer>; close: () => void }> {
  const memory = Buffer.allocUnsafeSlow(LONGEST);
  let [filled, length] = [0, 0];
  let waiting: { resolve: (answer: Answer) => void; reject: (error: Error) => void } | null = null;
  const take = (count: number): boolean => {
    filled += count;
    if (length === 0) length = lengthOf(memory.subarray(0, filled));
    if (length === 0 || filled < length) return true;
    const answer = memory.subarray(0, length);
    [filled, length] = [0, 0];
    waiting?.resolve({
      status: Number(answer.toString('latin1', 9, 12)),
      body: answer.subarray(answer.indexOf(HEAD_END) + HEAD_END.length),
    });
    return true;
  };
  const socket: Socket = connect({
    port,
    host: '127.0.0.1',
    noDelay: true,
    onread: { buffer: () => memory.subarray(filled), callback: take },
  });
  await once(socket, 'connect');
  socket.on('error', (error) => waiting?.reject(error));
  return {
    ask: (request) =>
      new Promise((resolve, reject) => {
        waiting = { resolve, reject };
        socket.write(request);
      }),
    close: () => socket.destroy(),
  };
}

/** How long an answer is, its head included; 0 while that has not all come. */
function lengthOf(begun: Buffer): number {
  const end = begun.indexOf(HEAD_END);
  if (end < 0) return 0;
  const length = /content-length: (\d+)/i.exec(begun.toString('latin1', 0, end))?.[1];
  const whole = end + HEAD_END.length + Number(length ?? 0);
  if (whole > LONGEST) throw new Error(`an answer of ${whole} bytes is too long for this client`);
  return whole;
}

/** The cursor at the end of a page; null on the last. */
export function cursorOf(body: Buffer): string | null {
  const begin = body.lastIndexOf('"next_cursor":"');
  return begin < 0
    ? null
    : body.toString('latin1', begin + '"next_cursor":"'.length, body.indexOf('"', begin + '"next_cursor":"'.length));
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
