import { parentPort } from 'node:worker_threads';
import { factsOf, messageOf } from '../base/errors.ts';
import type { FromWorker, JobCall, ToWorker } from './contract.ts';
import { parseImport } from './jobs/parse-import.job.ts';
import { previewImport } from './jobs/preview-import.job.ts';

/** Which function does a job. A job without a case does not compile. */
function slicesOf(call: JobCall, signal: AbortSignal) {
  switch (call.name) {
    case 'parse-import':
      return parseImport(call.input, signal);
    case 'preview-import':
      return previewImport(call.input);
  }
}

const port = parentPort;
let controller = new AbortController();
let allowed = 0;
let wake = () => {};

const tell = (message: FromWorker) => port?.postMessage(message);

async function run(call: JobCall): Promise<void> {
  const { signal } = controller;
  try {
    for await (const slice of slicesOf(call, signal)) {
      while (allowed === 0 && !signal.aborted) await new Promise<void>((resolve) => (wake = resolve));
      if (signal.aborted) break;
      allowed--;
      tell({ type: 'slice', slice });
    }
    tell({ type: 'done' });
  } catch (error) {
    tell({ type: 'failed', facts: factsOf(error), message: messageOf(error), stack: (error as Error).stack ?? '' });
  }
}

port?.on('message', (message: ToWorker) => {
  switch (message.type) {
    case 'run':
      controller = new AbortController();
      allowed = 0;
      void run(message.call);
      break;
    case 'more':
      allowed++;
      wake();
      break;
    case 'abort':
      controller.abort();
      wake();
      break;
  }
});
