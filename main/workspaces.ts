import { createWorkspace, listWorkspaces } from './access/access.ts';
import { unavailable } from './base/errors.ts';
import { newId } from './base/ids.ts';
import type { WriteDb } from './db/db.ts';
import { type OpenedWorkspace, openWorkspace } from './workspace.ts';

type OpenOptions = Parameters<typeof openWorkspace>[0];

/** Makes a workspace beside the others: an empty one, or one of what is laid into its folder before it is opened. */
export type AddWorkspace = (options: {
  name: string;
  layOut?: (folder: string) => Promise<unknown>;
  /** What is done to it before it begins to work. */
  prepare: (workspace: OpenedWorkspace) => void;
}) => Promise<{ id: string; name: string }>;

/** All workspaces of a data folder; each of them sends and imports, whichever a window shows. */
export type Workspaces = {
  all: () => OpenedWorkspace[];
  find: (id: string) => OpenedWorkspace;
  add: AddWorkspace;
  start: () => Promise<void>;
  close: () => Promise<void>;
};

export async function openWorkspaces(
  options: Pick<OpenOptions, 'logger' | 'secrets' | 'resolveSource' | 'onFinished' | 'webhookStyles'> & {
    registry: WriteDb;
    folderOf: (id: string) => string;
    /** Whether this is the first start, which makes the databases. */
    first: boolean;
    deliver: boolean;
  },
): Promise<Workspaces> {
  const { registry, folderOf, first, deliver, ...rest } = options;
  const opened = new Map<string, OpenedWorkspace>();
  const open = async (id: string, create: boolean) => {
    const workspace = await openWorkspace({ ...rest, id, folder: folderOf(id), create });
    opened.set(id, workspace);
    return workspace;
  };
  const close = async () => {
    for (const workspace of [...opened.values()].reverse()) await workspace.close();
    opened.clear();
  };

  try {
    for (const { id } of listWorkspaces(registry)) await open(id, first);
  } catch (error) {
    await close();
    throw error;
  }
  const atStart = [...opened.values()];

  return {
    all: () => [...opened.values()],
    find: (id) => {
      const workspace = opened.get(id);
      if (!workspace) throw unavailable('workspaces.unknown', 'This workspace is not open.');
      return workspace;
    },
    add: async ({ name, layOut, prepare }) => {
      const id = newId();
      await layOut?.(folderOf(id));
      const workspace = await open(id, !layOut);
      try {
        prepare(workspace);
        // Only what is whole is entered: what fails before leaves no workspace behind.
        createWorkspace(registry, { id, name });
      } catch (error) {
        opened.delete(id);
        await workspace.close();
        throw error;
      }
      await workspace.start({ deliver });
      for (const { changes } of opened.values()) changes.announce('workspaces');
      return { id, name };
    },
    start: async () => {
      for (const workspace of atStart) await workspace.start({ deliver });
    },
    close,
  };
}
