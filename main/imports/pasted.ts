import { mkdir, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { newId } from '../base/ids.ts';

const KEPT_MS = 24 * 60 * 60 * 1000;
const NAME = 'Pasted cells.tsv';

/** Keeps what was pasted as a file, for a day: an import reads files. Returns where it lies. */
export async function keepPasted(workspaceFolder: string, text: string): Promise<string> {
  const folder = join(workspaceFolder, 'pasted');
  const own = join(folder, newId());
  await mkdir(own, { recursive: true, mode: 0o700 });
  await removeOld(folder);
  await writeFile(join(own, NAME), text, { mode: 0o600 });
  return join(own, NAME);
}

async function removeOld(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    const { mtimeMs } = await stat(join(folder, name));
    if (Date.now() - mtimeMs > KEPT_MS) await rm(join(folder, name), { recursive: true, force: true });
  }
}
