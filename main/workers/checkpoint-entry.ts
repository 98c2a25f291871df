import { parentPort, workerData } from 'node:worker_threads';
import { messageOf } from '../base/errors.ts';
import { openToCheckpoint } from '../db/db.ts';
import type { FromCheckpoint, ToCheckpoint } from './checkpoints.ts';

const { file } = workerData as { file: string };
const log = openToCheckpoint(file);

const tell = (message: FromCheckpoint) => parentPort?.postMessage(message);

parentPort?.on('message', (message: ToCheckpoint) => {
  if (message === 'close') {
    log.close();
    parentPort?.close();
    return;
  }
  try {
    tell({ pages: log.checkpoint(), error: null });
  } catch (error) {
    tell({ pages: 0, error: messageOf(error) });
  }
});
