import { parentPort } from 'node:worker_threads';
import { factsOf, messageOf } from '../base/errors.ts';
import type { FromWorker, JobCall, ToWorker } from './contract.ts';
import { dryRun } from './jobs/dry-run.job.ts';
import { parseImport } from './jobs/parse-import.job.ts';
import { previewImport } from './jobs/preview-import.job.ts';
import { packPeople, readBits, readRows } from './jobs/read-audience.job.ts';
import { readNumbers } from './jobs/read-numbers.job.ts';
import { writeExport } from './jobs/write-export.job.ts';

/** Which function does a job. A job without a case does not compile. */
function slicesOf(call: JobCall, signal: AbortSignal) {
  switch (call.name) {
    case 'parse-import':
      return parseImport(call.input, signal);
    case 'preview-import':
      return previewImport(call.input);
    case 'write-export':
      return writeExport(call.input, signal);
    case 'read-numbers':
      return readNumbers(call.input);
    case 'read-rows':
      return readRows(call.input);
    case 'pack-people':
      return packPeople(call.input);
    case 'dry-run':
      return dryRun(call.input, signal);
    case 'bits-of-ids':
      return readBits(call.input);
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
