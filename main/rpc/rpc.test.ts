import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { MessageChannel, type MessagePort } from 'node:worker_threads';
import { afterEach, describe, expect, it } from 'vitest';
import { type WebSocket as ServerSocket, WebSocket, WebSocketServer } from 'ws';
import { z } from 'zod';
import { createClient, RpcError } from '#shared/rpc/client.ts';
import { type Client, call, type Handlers, stream } from '#shared/rpc/contract.ts';
import type { Channel } from '#shared/rpc/wire.ts';
import { webSocketChannel } from '../api/ui/web-socket-channel.ts';
import { conflict } from '../base/errors.ts';
import { createLogger, silentLogger } from '../base/logger.ts';
import { type AnyHandlers, serve } from './serve.ts';

const contract = {
  sums: {
    add: call(z.object({ a: z.number(), b: z.number() }), z.number()),
    taken: call(z.object({}), z.object({})),
    broken: call(z.object({}), z.object({})),
    wrong: call(z.object({}), z.object({ count: z.number() })),
    hang: call(z.object({}), z.object({})),
    count: stream(z.object({ to: z.number() }), z.number()),
    forever: stream(z.object({}), z.number()),
    fails: stream(z.object({}), z.number()),
  },
};
type Api = Client<typeof contract>;

let aborted: Promise<void>;
const handlers = () => {
  let tell: () => void;
  aborted = new Promise((resolve) => {
    tell = resolve;
  });
  const untilAborted = (signal: AbortSignal) =>
    new Promise<void>((resolve) => {
      signal.addEventListener('abort', () => {
        tell();
        resolve();
      });
    });
  return {
    add: ({ a, b }) => a + b,
    taken: () => {
      throw conflict('sums.taken', 'This sum is taken.');
    },
    broken: () => {
      throw new Error('the password is swordfish');
    },
    // A handler that answers what the contract does not allow.
    wrong: () => ({ count: 'many' }) as never,
    hang: async (_input, { signal }) => {
      await untilAborted(signal);
      return {};
    },
    count: async function* ({ to }) {
      for (let i = 1; i <= to; i++) yield i;
    },
    forever: async function* (_input, { signal }) {
      yield 1;
      await untilAborted(signal);
    },
    fails: async function* () {
      yield 1;
      throw conflict('sums.taken', 'This sum is taken.');
    },
  } satisfies Handlers<typeof contract.sums>;
};

/** A MessagePort as Electron's main process has it. */
function portChannel(port: MessagePort): Channel {
  return {
    send: (message) => port.postMessage(message),
    onMessage: (listener) => void port.on('message', listener),
    onClose: (listener) => void port.on('close', listener),
    close: () => port.close(),
  };
}

function clientChannel(socket: WebSocket): Channel {
  return {
    send: (message) => socket.send(JSON.stringify(message)),
    onMessage: (listener) => void socket.on('message', (data) => listener(JSON.parse(String(data)))),
    onClose: (listener) => void socket.on('close', listener),
    close: () => socket.close(),
  };
}

const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

const transports: Record<string, () => Promise<{ near: Channel; far: Channel }>> = {
  MessagePort: async () => {
    const { port1, port2 } = new MessageChannel();
    closing.push(() => port1.close());
    return { near: portChannel(port1), far: portChannel(port2) };
  },
  WebSocket: async () => {
    const server = createServer();
    const sockets = new WebSocketServer({ server });
    await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
    const arrived = new Promise<ServerSocket>((resolve) => void sockets.once('connection', resolve));
    const socket = new WebSocket(`ws://127.0.0.1:${(server.address() as AddressInfo).port}`);
    await new Promise((resolve) => socket.once('open', resolve));
    closing.push(() => {
      socket.terminate();
      server.close();
    });
    return { near: clientChannel(socket), far: webSocketChannel(await arrived, silentLogger) };
  },
};

describe.each(Object.entries(transports))('the contract over a %s', (_name, connect) => {
  async function start(log: string[] = []): Promise<{ api: Api; near: Channel; far: Channel }> {
    const { near, far } = await connect();
    serve({
      channel: far,
      contract,
      handlers: { sums: handlers() } as unknown as AnyHandlers,
      logger: createLogger({ write: (line) => log.push(line) }),
    });
    return { api: createClient<Api>(near), near, far };
  }

  it('answers a call', async () => {
    const { api } = await start();
    expect(await api.sums.add({ a: 2, b: 3 })).toBe(5);
  });

  it('can be awaited without calling a procedure named then', async () => {
    const { api } = await start();
    expect(await Promise.resolve(api)).toBe(api);
    expect(await Promise.resolve(api.sums)).toBe(api.sums);
  });

  it.each(['sums.nothing', 'nothing.add', '__proto__.toString', 'sums.__proto__', 'constructor.name', 'sums'])(
    'refuses the unknown procedure %s',
    async (name) => {
      const { api } = await start();
      const [noun = '', method = ''] = name.split('.');
      const wild = api as unknown as Record<string, Record<string, (input: unknown) => Promise<unknown>>>;
      await expect(wild[noun]?.[method]?.({})).rejects.toMatchObject({ code: 'rpc.unknown' });
    },
  );

  it('refuses bad input and names the field', async () => {
    const { api } = await start();
    const bad = { a: 'two', b: 3 } as unknown as { a: number; b: number };
    await expect(api.sums.add(bad)).rejects.toMatchObject({
      code: 'rpc.invalid',
      kind: 'invalid',
      fields: { a: expect.any(String) },
    });
  });

  it('carries an expected error with its code and kind', async () => {
    const { api } = await start();
    await expect(api.sums.taken({})).rejects.toMatchObject({
      code: 'sums.taken',
      kind: 'conflict',
      message: 'This sum is taken.',
    });
  });

  it('keeps the words of an unexpected error to the log', async () => {
    const log: string[] = [];
    const { api } = await start(log);
    const error = await api.sums.broken({}).catch((reason: RpcError) => reason);
    expect(error).toBeInstanceOf(RpcError);
    expect(JSON.stringify(error) + (error as RpcError).message).not.toContain('swordfish');
    expect(log.join('')).toContain('swordfish');
  });

  it('lets nothing out that the contract does not allow', async () => {
    const { api } = await start();
    await expect(api.sums.wrong({})).rejects.toMatchObject({ kind: 'internal' });
  });

  it('streams until the end', async () => {
    const { api } = await start();
    const seen: number[] = [];
    for await (const value of api.sums.count({ to: 100 })) seen.push(value);
    expect(seen).toEqual(Array.from({ length: 100 }, (_, index) => index + 1));
  });

  it('gives what a stream said before it failed, then the error', async () => {
    const { api } = await start();
    const seen: number[] = [];
    const run = async () => {
      for await (const value of api.sums.fails({})) seen.push(value);
    };
    await expect(run()).rejects.toMatchObject({ code: 'sums.taken' });
    expect(seen).toEqual([1]);
  });

  it('ends the work on the other side when the loop is left', async () => {
    const { api } = await start();
    for await (const _ of api.sums.forever({})) break;
    await aborted;
  });

  it('ends the work on the other side when a call is cancelled', async () => {
    const { api } = await start();
    const controller = new AbortController();
    const hanging = api.sums.hang({}, { signal: controller.signal });
    await api.sums.add({ a: 1, b: 1 });
    controller.abort();
    await expect(hanging).rejects.toMatchObject({ kind: 'cancelled' });
    await aborted;
  });

  it('does not start what was cancelled before', async () => {
    const { api } = await start();
    await expect(api.sums.hang({}, { signal: AbortSignal.abort() })).rejects.toMatchObject({ kind: 'cancelled' });
  });

  it('fails what is open, and whatever comes after, when the channel closes', async () => {
    const { api, near } = await start();
    const iterator = api.sums.forever({})[Symbol.asyncIterator]();
    await iterator.next();
    const next = iterator.next();
    const hanging = api.sums.hang({});
    near.close();
    await expect(next).rejects.toMatchObject({ kind: 'closed' });
    await expect(hanging).rejects.toMatchObject({ kind: 'closed' });
    await expect(api.sums.add({ a: 1, b: 1 })).rejects.toMatchObject({ kind: 'closed' });
    await aborted;
  });

  it('survives malformed messages', async () => {
    const { api, near } = await start();
    for (const message of [
      null,
      7,
      'text',
      {},
      { id: 'x', call: 'sums.add' },
      { id: 1 },
      { id: 2, cancel: 'yes' },
      { id: 99, cancel: true },
    ])
      near.send(message);
    expect(await api.sums.add({ a: 1, b: 2 })).toBe(3);
  });
});

it('closes a socket that sends something other than JSON', async () => {
  const { near } = await (transports['WebSocket'] as () => Promise<{ near: Channel; far: Channel }>)().then(({ near, far }) => {
    far.onMessage(() => undefined);
    return { near };
  });
  const closed = new Promise<void>((resolve) => near.onClose(resolve));
  near.send({ toJSON: () => undefined });
  await closed;
});
