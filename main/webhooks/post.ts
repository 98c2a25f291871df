import { request as requestPlain } from 'node:http';
import { request as requestTls } from 'node:https';
import type { Address } from './target.ts';

const KEPT = 2_000;

export type Answered = { status: number; body: string; location: string };

/**
 * Posts to an address that was resolved before. Never follows a redirect; of an answer only the beginning is read, and
 * all of it has to come before `signal` aborts.
 */
export function post(call: {
  url: URL;
  target: Address;
  headers: Record<string, string>;
  body: string;
  signal: AbortSignal;
}): Promise<Answered> {
  const { url, target, headers, body, signal } = call;
  const request = url.protocol === 'https:' ? requestTls : requestPlain;
  return new Promise((resolve, reject) => {
    const asked = request(
      url,
      {
        method: 'POST',
        // A connection of its own: one that is kept could lead to where an earlier answer of the DNS led.
        agent: false,
        signal,
        headers: { ...headers, 'content-length': Buffer.byteLength(body) },
        lookup: (_host, options, done) => (options.all ? done(null, [target]) : done(null, target.address, target.family)),
      },
      (answer) => {
        const parts: Buffer[] = [];
        let size = 0;
        const end = () => {
          const text = Buffer.concat(parts).toString('utf8').slice(0, KEPT);
          resolve({ status: answer.statusCode ?? 0, body: text, location: answer.headers.location ?? '' });
          asked.destroy();
        };
        answer.on('data', (part: Buffer) => {
          parts.push(part);
          size += part.length;
          if (size >= KEPT) end();
        });
        answer.on('end', end);
        answer.on('error', reject);
      },
    );
    asked.on('error', reject);
    asked.end(body);
  });
}
