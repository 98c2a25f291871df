import { parentPort, workerData } from 'node:worker_threads';
import { messageOf } from '../base/errors.ts';
import { silentLogger } from '../base/logger.ts';
import { createFinder } from '../contacts/contacts.ts';
import { openRead } from '../db/db.ts';
import type { FromFinder, ToFinder } from './finder.ts';

const { file } = workerData as { file: string };
const finder = createFinder(openRead({ file, logger: silentLogger }));

// Whoever begins this thread is about to look for people.
void finder.warmUp();

parentPort?.on('message', ({ id, ...asked }: ToFinder) => {
  const answer = 'page' in asked ? finder.page(asked.page) : finder.count(asked.count);
  answer.then(
    (value) => parentPort?.postMessage({ id, value } satisfies FromFinder),
    (error: unknown) => parentPort?.postMessage({ id, error: messageOf(error) } satisfies FromFinder),
  );
});
