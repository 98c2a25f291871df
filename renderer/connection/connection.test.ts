import { MessageChannel, type MessagePort } from 'node:worker_threads';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { RpcError } from '#shared/rpc/client.ts';
import type { Channel } from '#shared/rpc/wire.ts';
import { type Connection, createConnection } from './connection.ts';
import { follow } from './follow.ts';

type Api = {
  greeter: {
    hello: (input: { name: string }, options?: { signal?: AbortSignal }) => Promise<string>;
    count: (input: object, options?: { signal?: AbortSignal }) => AsyncIterable<number>;
  };
};
type Frame = { id: number; call?: string; input?: { name: string }; cancel?: boolean };

const channelOf = (port: MessagePort): Channel => ({
  send: (message) => port.postMessage(message),
  onMessage: (listener) => void port.on('message', listener),
  onClose: (listener) => void port.on('close', listener),
  close: () => port.close(),
});

/** The other side: answers greetings, counts up to three, and can be shut and opened like a server. */
function createGreeter() {
  const ports = new Set<MessagePort>();
  const greeter = {
    up: true,
    attempts: 0,
    cancelled: 0,
    open: async (): Promise<Channel> => {
      greeter.attempts++;
      if (!greeter.up) throw new Error('refused');
      const { port1, port2 } = new MessageChannel();
      ports.add(port1);
      port1.on('message', ({ id, call, input, cancel }: Frame) => {
        if (cancel) greeter.cancelled++;
        if (call === 'greeter.hello') port1.postMessage({ id, value: `Hello ${input?.name}` });
        if (call === 'greeter.count') for (const next of [1, 2, 3]) port1.postMessage({ id, next });
      });
      return channelOf(port2);
    },
    drop: () => {
      for (const port of ports) port.close();
      ports.clear();
    },
  };
  return greeter;
}

const opened: Connection<Api>[] = [];
const connect = (options: Parameters<typeof createConnection<Api>>[0]) => {
  const connection = createConnection<Api>(options);
  opened.push(connection);
  return connection;
};

afterEach(() => {
  for (const connection of opened.splice(0)) connection.close();
});

describe('a connection', () => {
  it('lets a call that was made before it opened wait for it', async () => {
    const { api, state } = connect({ open: createGreeter().open });
    expect(state.getState().state).toBe('connecting');
    await expect(api.greeter.hello({ name: 'Anna' })).resolves.toBe('Hello Anna');
    expect(state.getState().state).toBe('open');
  });

  it('opens again by itself after the channel is lost, and goes on with the same api', async () => {
    const greeter = createGreeter();
    const { api, state } = connect({ open: greeter.open });
    await api.greeter.hello({ name: 'Anna' });
    greeter.drop();
    await vi.waitFor(() => expect(state.getState().state).toBe('lost'));
    await expect(api.greeter.hello({ name: 'Theo' })).resolves.toBe('Hello Theo');
    expect(greeter.attempts).toBe(2);
  });

  it('greets each new channel before any call goes over it', async () => {
    const greeter = createGreeter();
    const greeted: string[] = [];
    const { api } = connect({
      open: greeter.open,
      greet: async (fresh) => {
        greeted.push(await fresh.greeter.hello({ name: 'channel' }));
      },
    });
    await expect(api.greeter.hello({ name: 'Anna' })).resolves.toBe('Hello Anna');
    greeter.drop();
    await vi.waitFor(() => expect(greeted).toHaveLength(2));
  });

  it('lets no call through where a greeting does not come to an end', async () => {
    const { api, state } = connect({ open: createGreeter().open, greet: () => new Promise(() => {}), patienceMs: 60 });
    await expect(api.greeter.hello({ name: 'Anna' })).rejects.toMatchObject({ kind: 'closed' });
    expect(state.getState().state).toBe('connecting');
  });

  it('fails a call as closed when nobody answers for too long', async () => {
    const greeter = createGreeter();
    greeter.up = false;
    const { api, state } = connect({ open: greeter.open, patienceMs: 60 });
    await expect(api.greeter.hello({ name: 'Anna' })).rejects.toMatchObject({ kind: 'closed' });
    expect(state.getState().state).toBe('lost');
  });

  it('forgets a waiting call that is cancelled', async () => {
    const greeter = createGreeter();
    greeter.up = false;
    const { api } = connect({ open: greeter.open });
    const controller = new AbortController();
    const answer = api.greeter.hello({ name: 'Anna' }, { signal: controller.signal });
    controller.abort();
    await expect(answer).rejects.toMatchObject({ kind: 'cancelled' });
  });

  it('carries a stream that was asked for before it opened, and ends it when the loop is left', async () => {
    const greeter = createGreeter();
    const { api } = connect({ open: greeter.open });
    const seen: number[] = [];
    for await (const value of api.greeter.count({})) {
      seen.push(value);
      if (value === 2) break;
    }
    expect(seen).toEqual([1, 2]);
    await vi.waitFor(() => expect(greeter.cancelled).toBe(1));
  });

  it('ends a stream as closed when the channel is lost', async () => {
    const greeter = createGreeter();
    const { api } = connect({ open: greeter.open });
    const listen = async () => {
      for await (const value of api.greeter.count({})) if (value === 3) greeter.drop();
    };
    await expect(listen()).rejects.toBeInstanceOf(RpcError);
  });

  it('is no promise, so that it can be handed around in async code', async () => {
    const { api } = connect({ open: createGreeter().open });
    expect(await Promise.resolve(api)).toBe(api);
  });
});

describe('following a stream', () => {
  it('listens again after the connection was lost, until it is stopped', async () => {
    const greeter = createGreeter();
    const { api } = connect({ open: greeter.open });
    const seen: number[] = [];
    const stop = follow(
      (signal) => api.greeter.count({}, { signal }),
      (value) => seen.push(value),
    );
    await vi.waitFor(() => expect(seen).toEqual([1, 2, 3]));
    greeter.drop();
    await vi.waitFor(() => expect(seen).toEqual([1, 2, 3, 1, 2, 3]), 4000);
    stop();
    await vi.waitFor(() => expect(greeter.cancelled).toBe(1));
  });
});
