import type { Handlers } from '#shared/rpc/contract.ts';
import type { homeRpc } from '#shared/rpc/home.ts';
import { homeOf } from '../campaigns/campaigns.ts';
import type { Workspace } from '../workspace.ts';

export const homeHandlers = ({ db, clock }: Workspace) => ({ get: () => homeOf(db, clock()) }) satisfies Handlers<typeof homeRpc>;
