import { z } from 'zod';
import type { Call, Noun, Stream } from '#shared/rpc/contract.ts';
import type { Channel, Reply, Request } from '#shared/rpc/wire.ts';
import { factsOf, invalid } from '../base/errors.ts';
import { newId } from '../base/ids.ts';
import type { Logger } from '../base/logger.ts';

type AnyHandler = (input: unknown, context: { signal: AbortSignal }) => unknown;
export type AnyHandlers = Record<string, Record<string, AnyHandler>>;

const frame: z.ZodType<Request> = z.union([
  z.object({ id: z.number().int(), cancel: z.literal(true) }),
  z.object({ id: z.number().int(), call: z.string().max(100), input: z.unknown() }),
]);

/**
 * Answers a channel by a contract. Input is parsed before a handler sees it, output before it leaves, so neither side
 * can drift. When the channel closes, everything that still runs for it is aborted.
 */
export function serve(options: {
  channel: Channel;
  contract: Record<string, Noun>;
  handlers: AnyHandlers;
  logger: Logger;
}): void {
  const { channel, contract, handlers, logger } = options;
  const running = new Map<number, AbortController>();
  let open = true;
  const reply = (message: Reply) => {
    if (open) channel.send(message);
  };

  channel.onClose(() => {
    open = false;
    for (const controller of running.values()) controller.abort();
    running.clear();
  });
  channel.onMessage((message) => {
    const parsed = frame.safeParse(message);
    // Nobody can be answered without an id; our own renderer never sends such a thing.
    if (!parsed.success) return logger.warn('malformed message on the contract');
    const request = parsed.data;
    if ('cancel' in request) return running.get(request.id)?.abort();
    void answer(request.id, request.call, request.input);
  });

  async function answer(id: number, name: string, input: unknown): Promise<void> {
    const controller = new AbortController();
    running.set(id, controller);
    try {
      const [procedure, handler] = find(name);
      const context = { signal: controller.signal };
      const result = handler(parseInput(procedure, input), context);
      if (procedure.kind === 'call') return reply({ id, value: procedure.output.parse(await result) });
      for await (const value of result as AsyncIterable<unknown>) {
        if (controller.signal.aborted) return;
        reply({ id, next: procedure.output.parse(value) });
      }
      reply({ id, done: true });
    } catch (error) {
      if (!controller.signal.aborted) reply({ id, error: factsOf(error) ?? unexpected(name, error) });
    } finally {
      running.delete(id);
    }
  }

  function find(name: string): [Call | Stream, AnyHandler] {
    const [noun = '', method = ''] = name.split('.');
    const procedure = own(own(contract, noun), method);
    const handler = own(own(handlers, noun), method);
    if (!procedure || !handler) throw invalid('rpc.unknown', `There is no procedure ${name}.`);
    return [procedure, handler];
  }

  function unexpected(name: string, error: unknown) {
    const errorId = newId();
    logger.error('unexpected error', { errorId, procedure: name, error });
    return {
      code: 'internal',
      kind: 'internal' as const,
      message: `Something went wrong inside Letterpress (${errorId}). The log has the details.`,
    };
  }
}

/** `object[name]`, but never what every object inherits, such as `__proto__` or `constructor`. */
function own<Value>(object: Record<string, Value> | undefined, name: string): Value | undefined {
  return object && Object.hasOwn(object, name) ? object[name] : undefined;
}

function parseInput(procedure: Call | Stream, input: unknown): unknown {
  const parsed = procedure.input.safeParse(input);
  if (parsed.success) return parsed.data;
  const fields = Object.fromEntries(parsed.error.issues.map((issue) => [issue.path.join('.'), issue.message]));
  const first = parsed.error.issues[0];
  throw invalid('rpc.invalid', first ? `${first.path.join('.') || 'input'}: ${first.message}` : 'invalid input', fields);
}
