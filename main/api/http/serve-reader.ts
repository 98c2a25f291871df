import { parentPort, workerData } from 'node:worker_threads';
import { silentLogger } from '../../base/logger.ts';
import { openRead, type ReadDb } from '../../db/db.ts';
import { giveBack } from './page-memory.ts';
import type { FromReader, ToReader } from './second-reader.ts';

/** The other end of `secondReader`: what its thread does. `transfer` names what of an answer is handed over instead of copied. */
export function serveReader<Asked, Found>({
  read,
  transfer,
}: {
  read: (db: ReadDb, asked: Asked) => Promise<Found>;
  transfer: (found: Found) => ArrayBuffer[];
}): void {
  const { file } = workerData as { file: string };
  // What is mapped of the file would be counted as memory of the app.
  const db = openRead({ file, logger: silentLogger, mapped: false });
  const tell = (message: FromReader<Found>, handedOver: ArrayBuffer[] = []) => parentPort?.postMessage(message, handedOver);
  parentPort?.on('message', ({ id, asked, memory }: ToReader<Asked>) => {
    if (memory) giveBack(memory);
    read(db, asked).then(
      (found) => tell({ id, found }, transfer(found)),
      // It is read again by whoever asked, where the error is told.
      () => tell({ id, failed: true }),
    );
  });
  tell({ ready: true });
}
