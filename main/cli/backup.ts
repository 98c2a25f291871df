import { basename } from 'node:path';
import { pack, unpack } from '../db/db.ts';
import type { OpenedWorkspace } from '../workspace.ts';
import type { CommandContext } from './command.ts';

export async function backUp(options: { workspace: OpenedWorkspace; file: string }): Promise<{ file: string; bytes: number }> {
  const { workspace, file } = options;
  const { bytes } = await pack({ db: workspace.db, folder: workspace.folder, file });
  return { file, bytes };
}

/** Makes a workspace of its own out of a backup. Whatever was being sent or scheduled in it waits for a person. */
export const restore = ({ context, file }: { context: CommandContext; file: string }): Promise<{ id: string; name: string }> =>
  context.addWorkspace({
    name: `Restored from ${basename(file)}`,
    layOut: (folder) => unpack({ file, folder }),
    prepare: (workspace) => workspace.holdEverything(),
  });
