import type { appRpc } from '#shared/rpc/access.ts';
import type { Handlers } from '#shared/rpc/contract.ts';
import { listWorkspaces, noteWorkspaceUse, requireWorkspace } from '../access/access.ts';
import type { Topic } from '../base/changes.ts';
import type { WriteDb } from '../db/db.ts';
import type { Workspace } from '../workspace.ts';

/** What is known of the process that serves the contract. */
export type AppFacts = { version: string; desktop: boolean; dataFolder: string; apiAddress: string; publicPort: number | null };

/** What a window may ask beyond the workspace that it shows. */
export type WindowPorts = {
  /** Makes an empty workspace. */
  createWorkspace: (name: string) => Promise<{ id: string }>;
  /** Where the window's next connection leads. */
  switchTo: (workspaceId: string) => void;
};

/** Announcements that come close together go out as one. */
const GATHER_MS = 100;

type AppParts = { registry: WriteDb; app: AppFacts; window: WindowPorts };

export const appHandlers = ({ id, changes, finder }: Workspace, { registry, app, window }: AppParts) =>
  ({
    info: () => ({
      version: app.version,
      workspaceId: id,
      workspaceName: requireWorkspace(registry, id).name,
      desktop: app.desktop,
    }),
    workspaces: () => listWorkspaces(registry).map((entry) => ({ id: entry.id, name: entry.name, current: entry.id === id })),
    createWorkspace: async ({ name }) => ({ id: (await window.createWorkspace(name)).id }),
    switchWorkspace: ({ id: chosen }) => {
      noteWorkspaceUse(registry, { id: chosen });
      window.switchTo(chosen);
      return {};
    },
    watchChanges: async function* (_input, { signal }) {
      const gathered = new Set<Topic>();
      let wake = () => {};
      const leave = finder.attend();
      const stop = changes.subscribe((topics) => {
        for (const topic of topics) gathered.add(topic);
        wake();
      });
      signal.addEventListener('abort', () => wake());
      try {
        while (!signal.aborted) {
          if (gathered.size === 0) {
            await new Promise<void>((resolve) => {
              wake = resolve;
            });
            continue;
          }
          const topics = [...gathered];
          gathered.clear();
          yield { topics };
          await new Promise((resolve) => setTimeout(resolve, GATHER_MS));
        }
      } finally {
        leave();
        stop();
      }
    },
  }) satisfies Handlers<typeof appRpc>;
