import { Worker } from 'node:worker_threads';
import { DomainError } from '../base/errors.ts';
import type { FromWorker, JobName, Jobs, ToWorker } from './contract.ts';

export type Pool = {
  /** Runs a job on a thread of its own and hands out its slices as they are asked for. Leaving the loop or aborting ends it. */
  run: <Name extends JobName>(name: Name, input: Jobs[Name]['input'], signal: AbortSignal) => AsyncGenerator<Jobs[Name]['slice']>;
  /** How many threads there are; for tests. */
  size: () => number;
  stop: () => Promise<void>;
};

/** Slices that a thread may be ahead by: it reads on while the last ones are written, and no further. */
const AHEAD = 12;

export function createPool(options: { entry: string; threads: number; idleMs: number }): Pool {
  const all = new Set<Worker>();
  const idle: { worker: Worker; timer: NodeJS.Timeout }[] = [];
  const waiting: (() => void)[] = [];
  let stopped = false;

  async function take(signal: AbortSignal): Promise<Worker> {
    while (!signal.aborted && !stopped) {
      const free = idle.pop();
      if (free) {
        clearTimeout(free.timer);
        free.worker.ref();
        return free.worker;
      }
      if (all.size < options.threads) return begin();
      await new Promise<void>((resolve) => {
        waiting.push(resolve);
        signal.addEventListener('abort', () => resolve(), { once: true });
      });
    }
    throw new DOMException('The job was aborted.', 'AbortError');
  }

  function begin(): Worker {
    // A thread that parses makes little that lasts; left to itself V8 would let its garbage pile up to some 300 MB.
    const worker = new Worker(options.entry, { resourceLimits: { maxYoungGenerationSizeMb: 16, maxOldGenerationSizeMb: 128 } });
    all.add(worker);
    worker.once('exit', () => {
      all.delete(worker);
      const at = idle.findIndex((entry) => entry.worker === worker);
      if (at >= 0) clearTimeout(idle.splice(at, 1)[0]?.timer);
      next();
    });
    return worker;
  }

  const next = () => waiting.shift()?.();

  /** Kept for a while, since a person who imports one file often imports another; not a reason to keep the process alive. */
  function release(worker: Worker): void {
    if (!all.has(worker)) return;
    worker.unref();
    // No longer offered while it ends, or it would take a job with it.
    const end = () => {
      idle.splice(idle.indexOf(entry), 1);
      void worker.terminate();
    };
    const entry = { worker, timer: setTimeout(end, options.idleMs) };
    entry.timer.unref();
    idle.push(entry);
    next();
  }

  async function* run<Name extends JobName>(
    name: Name,
    input: Jobs[Name]['input'],
    signal: AbortSignal,
  ): AsyncGenerator<Jobs[Name]['slice']> {
    const worker = await take(signal);
    const inbox = listen(worker);
    const tell = (message: ToWorker) => worker.postMessage(message);
    const abort = () => tell({ type: 'abort' });
    let ended = false;
    signal.addEventListener('abort', abort);
    try {
      tell({ type: 'run', call: { name, input } as Extract<ToWorker, { type: 'run' }>['call'] });
      for (let ahead = 0; ahead < AHEAD; ahead++) tell({ type: 'more' });
      if (signal.aborted) abort();
      for (;;) {
        const message = await inbox.next();
        ended = message.type !== 'slice';
        if (message.type === 'done') return;
        if (message.type === 'failed') throw revive(message);
        yield message.slice;
        tell({ type: 'more' });
      }
    } finally {
      signal.removeEventListener('abort', abort);
      // A job that was left half way has to end before the thread can do another one.
      if (!ended) {
        abort();
        while ((await inbox.next()).type === 'slice');
      }
      inbox.close();
      release(worker);
    }
  }

  return {
    run,
    size: () => all.size,
    stop: async () => {
      stopped = true;
      for (const resolve of waiting.splice(0)) resolve();
      await Promise.all([...all].map((worker) => worker.terminate()));
    },
  };
}

/** A thread's messages as they are asked for. A thread that dies is a failed job. */
function listen(worker: Worker): { next: () => Promise<FromWorker>; close: () => void } {
  const messages: FromWorker[] = [];
  let wake = () => {};
  const put = (message: FromWorker) => {
    messages.push(message);
    wake();
  };
  const died = (error: Error) => put({ type: 'failed', facts: null, message: error.message, stack: error.stack ?? '' });
  const exited = () => died(new Error('The thread that read the file ended unexpectedly.'));
  worker.on('message', put);
  worker.on('error', died);
  worker.on('exit', exited);
  return {
    next: async () => {
      for (;;) {
        const message = messages.shift();
        if (message) return message;
        await new Promise<void>((resolve) => (wake = resolve));
      }
    },
    close: () => {
      worker.off('message', put);
      worker.off('error', died);
      worker.off('exit', exited);
    },
  };
}

function revive({ facts, message, stack }: Extract<FromWorker, { type: 'failed' }>): Error {
  if (facts && facts.kind !== 'internal' && facts.kind !== 'closed' && facts.kind !== 'cancelled') {
    return new DomainError(facts.kind, facts.code, facts.message, facts.fields ? { fields: facts.fields } : {});
  }
  return Object.assign(new Error(message), { stack });
}
