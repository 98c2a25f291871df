import { messageOf } from '../base/errors.ts';
import type { WholeDelivery } from './deliveries.store.ts';
import type { Endpoint } from './endpoints.store.ts';
import type { WebhookStyle } from './options.ts';
import { type Answered, post } from './post.ts';
import { findTarget, type Reach, type Resolve } from './target.ts';

const PATIENCE_MS = 10_000;

export type Outcome = { responseStatus: number | null; responseBody: string; error: string; durationMs: number };

/** Tells an endpoint one thing, once. Only what the program itself does wrong is thrown. */
export async function attempt(call: {
  endpoint: Endpoint;
  delivery: WholeDelivery;
  style: WebhookStyle;
  secret: string;
  reach: Reach;
  resolve: Resolve;
  now: number;
  stop: AbortSignal;
}): Promise<Outcome> {
  const { endpoint, delivery, style, secret, resolve, stop } = call;
  const { body, type, publicId: deliveryId } = delivery;
  const headers = style.headers({ body, secret, type, deliveryId, at: call.now });
  const late = AbortSignal.timeout(PATIENCE_MS);
  const signal = AbortSignal.any([stop, late]);
  const started = performance.now();
  const lasted = () => Math.round(performance.now() - started);
  try {
    const url = new URL(endpoint.url);
    const target = await unless(signal, findTarget(url, { reach: call.reach, resolve }));
    const answer = await post({ url, target, headers, body, signal });
    return { responseStatus: answer.status, responseBody: answer.body, error: refusalOf(answer), durationMs: lasted() };
  } catch (error) {
    const words = late.aborted ? `No answer within ${PATIENCE_MS / 1000} seconds.` : messageOf(error);
    return { responseStatus: null, responseBody: '', error: words || 'It could not be reached.', durationMs: lasted() };
  }
}

function refusalOf({ status, location }: Answered): string {
  if (status >= 200 && status < 300) return '';
  if (status >= 300 && status < 400)
    return `It answers with a redirect (${status})${location ? ` to ${location.slice(0, 300)}` : ''}. Redirects are not followed.`;
  return `It answers with ${status}.`;
}

/** Looking up a name cannot be broken off, but nobody has to wait for it. */
const unless = <Value>(signal: AbortSignal, work: Promise<Value>): Promise<Value> =>
  new Promise((resolve, reject) => {
    signal.throwIfAborted();
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
    work.then(resolve, reject);
  });
