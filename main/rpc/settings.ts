import type { Handlers } from '#shared/rpc/contract.ts';
import type { settingsRpc } from '#shared/rpc/settings.ts';
import { changeUser, ownerOf, renameWorkspace, requireWorkspace, setPassword } from '../access/access.ts';
import type { WriteDb } from '../db/db.ts';
import {
  frequencyCap,
  imagesByLink,
  linkImages,
  publicAddress,
  setFrequencyCap,
  setPublicAddress,
} from '../tracking/tracking.ts';
import type { Workspace } from '../workspace.ts';
import type { AppFacts } from './app.ts';

export const settingsHandlers = ({ id, db, changes }: Workspace, { registry, app }: { registry: WriteDb; app: AppFacts }) =>
  ({
    get: () => {
      const owner = ownerOf(registry);
      return {
        publicAddress: publicAddress(db),
        imagesByLink: imagesByLink(db),
        frequencyCap: frequencyCap(db),
        workspaceName: requireWorkspace(registry, id).name,
        ownerEmail: owner.email,
        ownerHasPassword: owner.hasPassword,
        apiAddress: app.apiAddress,
        publicPort: app.publicPort,
        version: app.version,
        dataFolder: app.dataFolder,
      };
    },
    change: async (change) => {
      const owner = ownerOf(registry);
      if (change.publicAddress !== undefined) setPublicAddress(db, change.publicAddress);
      if (change.imagesByLink !== undefined) linkImages(db, change.imagesByLink);
      if (change.frequencyCap !== undefined) setFrequencyCap(db, change.frequencyCap);
      if (change.workspaceName !== undefined) renameWorkspace(registry, { id, name: change.workspaceName });
      if (change.ownerEmail !== undefined) changeUser(registry, { id: owner.id, email: change.ownerEmail });
      if (change.ownerPassword !== undefined) await setPassword(registry, { userId: owner.id, password: change.ownerPassword });
      changes.announce('settings', 'workspaces');
      return {};
    },
  }) satisfies Handlers<typeof settingsRpc>;
