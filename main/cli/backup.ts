import { basename } from 'node:path';
import { createWorkspace } from '../access/access.ts';
import { pack, unpack } from '../db/db.ts';
import type { OpenedWorkspace } from '../workspace.ts';
import type { CommandContext } from './command.ts';

export async function backUp(options: { workspace: OpenedWorkspace; file: string }): Promise<{ file: string; bytes: number }> {
  const { workspace, file } = options;
  const { bytes } = await pack({ db: workspace.db, folder: workspace.folder, file });
  return { file, bytes };
}

/** Makes a workspace of its own out of a backup. Whatever was being sent or scheduled in it waits for a person. */
export async function restore(options: { context: CommandContext; file: string }): Promise<{ id: string; name: string }> {
  const { context, file } = options;
  const name = `Restored from ${basename(file)}`;
  // Only what was laid out whole is entered: a broken file leaves no workspace behind.
  const id = context.newWorkspaceId();
  await unpack({ file, folder: context.workspaceFolder(id) });
  const workspace = await context.open(id, false);
  workspace.holdEverything();
  createWorkspace(context.registry, { id, name });
  await workspace.start({ deliver: context.running });
  return { id, name };
}
