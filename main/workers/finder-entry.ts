import { parentPort, workerData } from 'node:worker_threads';
import { messageOf } from '../base/errors.ts';
import { silentLogger } from '../base/logger.ts';
import { createFinder } from '../contacts/contacts.ts';
import { openRead } from '../db/db.ts';
import type { FromFinder, ToFinder } from './finder.ts';

const { file } = workerData as { file: string };
// What is mapped of the file would be counted as memory of the app, and most of it is read only once.
const db = openRead({ file, logger: silentLogger, mapped: false });
const finder = createFinder(db);

const tell = (answer: FromFinder) => parentPort?.postMessage(answer);
const failed = (id: number) => (error: unknown) => tell({ id, error: messageOf(error) });

async function answer(asked: Extract<ToFinder, { page: unknown } | { count: unknown } | { rows: unknown }>) {
  if ('rows' in asked) return db.all(asked.rows);
  return 'page' in asked ? await finder.page(asked.page) : await finder.count(asked.count);
}

parentPort?.on('message', (message: ToFinder) => {
  const { id } = message;
  if ('prepare' in message) {
    const prepared = message.prepare === 'all' ? finder.warmUp() : finder.follow();
    prepared.then(() => tell({ id, value: 0 }), failed(id));
    return;
  }
  answer(message).then((value) => tell({ id, value }), failed(id));
});
