import type { Api } from '#shared/rpc/rpc.ts';

/**
 * A page shows one workspace for as long as it lives. Where its session was moved to another one, by another window of
 * the browser, it begins anew there instead of writing what it holds into the wrong workspace.
 */
export function sameWorkspace(): (api: Api) => Promise<void> {
  let shown: string | null = null;
  return async (api) => {
    const { workspaceId } = await api.app.info({});
    shown ??= workspaceId;
    if (shown === workspaceId) return;
    window.location.hash = '#/home';
    window.location.reload();
    // No call may reach the other workspace before the page is gone.
    await new Promise(() => {});
  };
}
