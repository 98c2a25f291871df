import type { appRpc } from '#shared/rpc/access.ts';
import type { Handlers } from '#shared/rpc/contract.ts';
import { requireWorkspace } from '../access/access.ts';
import type { Topic } from '../base/changes.ts';
import type { ReadDb } from '../db/db.ts';
import type { Workspace } from '../workspace.ts';

/** What is known of the process that serves the contract. */
export type AppFacts = { version: string; desktop: boolean; dataFolder: string; apiAddress: string; publicPort: number | null };

/** Announcements that come close together go out as one. */
const GATHER_MS = 100;

export const appHandlers = ({ id, changes }: Workspace, { registry, app }: { registry: ReadDb; app: AppFacts }) =>
  ({
    info: () => ({
      version: app.version,
      workspaceId: id,
      workspaceName: requireWorkspace(registry, id).name,
      desktop: app.desktop,
    }),
    watchChanges: async function* (_input, { signal }) {
      const gathered = new Set<Topic>();
      let wake = () => {};
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
        stop();
      }
    },
  }) satisfies Handlers<typeof appRpc>;
