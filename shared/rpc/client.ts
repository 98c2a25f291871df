import type { ErrorFacts } from '../schema/errors.ts';
import type { Channel, Reply, Request } from './wire.ts';

/** What a failed call throws in the renderer. */
export class RpcError extends Error {
  readonly code: string;
  readonly kind: ErrorFacts['kind'];
  readonly fields: Record<string, string>;

  constructor(facts: ErrorFacts) {
    super(facts.message);
    this.name = 'RpcError';
    this.code = facts.code;
    this.kind = facts.kind;
    this.fields = facts.fields ?? {};
  }
}

type Pending = { reply: (reply: Reply) => void; fail: (error: RpcError) => void };

const closed = () => new RpcError({ code: 'rpc.closed', kind: 'closed', message: 'The connection to Letterpress was lost.' });
const cancelled = () => new RpcError({ code: 'rpc.cancelled', kind: 'cancelled', message: 'This was cancelled.' });

/**
 * A client over a channel: `client.contacts.page({…})` for a call, `for await (… of client.imports.watch({…}))` for
 * a stream. Leaving the loop, or the signal, ends the work on the other side. After the channel closes every call fails at once.
 */
export function createClient<Api>(channel: Channel): Api {
  const pending = new Map<number, Pending>();
  let count = 0;
  let open = true;
  const send = (request: Request) => channel.send(request);

  channel.onMessage((message) => {
    const reply = message as Reply;
    if (typeof reply?.id === 'number') pending.get(reply.id)?.reply(reply);
  });
  channel.onClose(() => {
    open = false;
    for (const { fail } of [...pending.values()]) fail(closed());
    pending.clear();
  });

  /** Starts a request; what listens for its replies is given, since calls and streams differ only in that. */
  const start = (name: string, input: unknown, signal: AbortSignal | undefined, listen: Pending) => {
    if (!open || signal?.aborted) {
      listen.fail(open ? cancelled() : closed());
      return undefined;
    }
    const id = ++count;
    const abort = () => {
      end();
      if (open) send({ id, cancel: true });
      listen.fail(cancelled());
    };
    const end = () => {
      pending.delete(id);
      signal?.removeEventListener('abort', abort);
    };
    pending.set(id, {
      reply: (reply) => {
        if (!('next' in reply)) end();
        listen.reply(reply);
      },
      fail: (error) => {
        end();
        listen.fail(error);
      },
    });
    signal?.addEventListener('abort', abort);
    send({ id, call: name, input });
    return abort;
  };

  const request = (name: string, input: unknown, options: { signal?: AbortSignal } = {}) => {
    const queue = createQueue();
    const answer = new Promise((resolve, reject) => {
      queue.stop = start(name, input, options.signal, {
        reply: (reply) => {
          if ('value' in reply) resolve(reply.value);
          if ('error' in reply) reject(new RpcError(reply.error));
          queue.take(reply);
        },
        fail: (error) => {
          reject(error);
          queue.fail(error);
        },
      });
    });
    // A stream is iterated and never awaited, so its failure must not count as unhandled here as well.
    answer.catch(() => undefined);
    return Object.assign(answer, { [Symbol.asyncIterator]: () => queue.iterator });
  };

  const noun = (name: string) =>
    guard((method) => (input: unknown, options?: { signal?: AbortSignal }) => request(`${name}.${method}`, input, options));
  return guard(noun) as Api;
}

/**
 * An object that answers to any name. Not to `then`, or awaiting it would call a procedure of that name; nor to symbols.
 */
function guard(make: (name: string) => unknown): object {
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

/** Holds what has come until it is asked for. */
function createQueue() {
  const values: unknown[] = [];
  let waiting: { resolve: (result: IteratorResult<unknown>) => void; reject: (error: RpcError) => void } | null = null;
  let failure: RpcError | null = null;
  let done = false;

  const queue = {
    stop: undefined as (() => void) | undefined,
    take: (reply: Reply) => {
      if ('next' in reply) {
        if (waiting) waiting.resolve({ value: reply.next, done: false });
        else values.push(reply.next);
        waiting = null;
      } else if ('error' in reply) {
        queue.fail(new RpcError(reply.error));
      } else if ('done' in reply) {
        done = true;
        waiting?.resolve({ value: undefined, done: true });
        waiting = null;
      }
    },
    fail: (error: RpcError) => {
      if (done) return;
      failure = error;
      waiting?.reject(error);
      waiting = null;
    },
    iterator: {
      next: () =>
        new Promise<IteratorResult<unknown>>((resolve, reject) => {
          if (values.length > 0) resolve({ value: values.shift(), done: false });
          else if (failure) reject(failure);
          else if (done) resolve({ value: undefined, done: true });
          else waiting = { resolve, reject };
        }),
      return: () => {
        if (!done && !failure) {
          done = true;
          queue.stop?.();
        }
        return Promise.resolve({ value: undefined, done: true as const });
      },
    } satisfies AsyncIterator<unknown>,
  };
  return queue;
}
