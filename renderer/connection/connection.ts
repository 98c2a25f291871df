import { createStore, type StoreApi } from 'zustand/vanilla';
import { createClient, RpcError } from '#shared/rpc/client.ts';
import type { Channel } from '#shared/rpc/wire.ts';

export type ConnectionState = 'connecting' | 'open' | 'lost';
export type Connection<Api> = { api: Api; state: StoreApi<{ state: ConnectionState }>; close: () => void };

const FIRST_RETRY_MS = 250;
const LAST_RETRY_MS = 4000;

type AnyRequest = Promise<unknown> & AsyncIterable<unknown>;
type AnyClient = Record<string, Record<string, (input: unknown, options?: { signal?: AbortSignal }) => AnyRequest>>;

/**
 * A client that outlives its channel: when one is lost, the next is opened, and calls made in between wait for it.
 * What was under way fails as `closed`, because nobody here can know how far it came.
 */
export function createConnection<Api>(options: {
  open: () => Promise<Channel>;
  /** Asks over each new channel before anything else does; until it returns, calls wait. */
  greet?: (api: Api) => Promise<void>;
  patienceMs?: number;
}): Connection<Api> {
  const { open, greet, patienceMs = 10_000 } = options;
  const state = createStore<{ state: ConnectionState }>(() => ({ state: 'connecting' }));
  const waiting = new Set<(client: AnyClient) => void>();
  let client: AnyClient | null = null;
  let channel: Channel | null = null;
  let ended = false;

  void connect(FIRST_RETRY_MS);

  async function connect(retryMs: number): Promise<void> {
    if (ended) return;
    try {
      channel = await open();
    } catch {
      // Whatever the reason, the cure is the same: wait, then ask again. The state tells the person meanwhile.
      state.setState({ state: 'lost' });
      setTimeout(() => void connect(Math.min(retryMs * 2, LAST_RETRY_MS)), retryMs);
      return;
    }
    const greeted = createClient<AnyClient>(channel);
    let up = true;
    channel.onClose(() => {
      up = false;
      client = null;
      if (ended) return;
      state.setState({ state: 'lost' });
      setTimeout(() => void connect(FIRST_RETRY_MS), FIRST_RETRY_MS);
    });
    // Where it fails, what is asked next fails likewise, and there is a screen to say so.
    await greet?.(greeted as Api).catch(() => undefined);
    if (!up || ended) return;
    client = greeted;
    state.setState({ state: 'open' });
    for (const go of [...waiting]) go(client);
  }

  const whenOpen = (signal: AbortSignal | undefined) =>
    new Promise<{ client: AnyClient }>((resolve, reject) => {
      const end = () => {
        waiting.delete(go);
        clearTimeout(timer);
        signal?.removeEventListener('abort', cancel);
      };
      const go = (opened: AnyClient) => {
        end();
        resolve({ client: opened });
      };
      const cancel = () => {
        end();
        reject(new RpcError({ code: 'rpc.cancelled', kind: 'cancelled', message: 'This was cancelled.' }));
      };
      const timer = setTimeout(() => {
        end();
        reject(new RpcError({ code: 'rpc.closed', kind: 'closed', message: 'Letterpress is not answering.' }));
      }, patienceMs);
      waiting.add(go);
      signal?.addEventListener('abort', cancel);
      if (signal?.aborted) cancel();
    });

  const request = (noun: string, method: string) => (input: unknown, requestOptions?: { signal?: AbortSignal }) => {
    const start = (opened: AnyClient) => opened[noun]?.[method]?.(input, requestOptions) as AnyRequest;
    return client ? start(client) : later(whenOpen(requestOptions?.signal).then((opened) => ({ request: start(opened.client) })));
  };

  return {
    api: names((noun) => names((method) => request(noun, method))) as Api,
    state,
    close: () => {
      ended = true;
      channel?.close();
    },
  };
}

/** A request that has yet to start, usable in both ways at once: awaited as a call, iterated as a stream. */
function later(started: Promise<{ request: AnyRequest }>): AnyRequest {
  const answer = started.then(({ request }) => request);
  // A stream is iterated and never awaited, so its failure must not count as unhandled here as well.
  answer.catch(() => undefined);
  const iterator = started.then(({ request }) => ({ over: request[Symbol.asyncIterator]() }));
  iterator.catch(() => undefined);
  return Object.assign(answer, {
    [Symbol.asyncIterator]: () => ({
      next: async () => (await iterator).over.next(),
      return: async () => {
        await (await iterator).over.return?.();
        return { value: undefined, done: true as const };
      },
    }),
  });
}

/** Answers to any name but `then`, which would make it look like a promise. */
function names(make: (name: string) => unknown): object {
  const made = new Map<string, unknown>();
  return new Proxy(
    {},
    {
      get: (_, name) => {
        if (typeof name !== 'string' || name === 'then') return undefined;
        if (!made.has(name)) made.set(name, make(name));
        return made.get(name);
      },
    },
  );
}
