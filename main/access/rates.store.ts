import type { ApiRates } from '#shared/rpc/access.ts';
import { kept, type ReadDb, sql, type WriteDb } from '../db/db.ts';

/** How many requests a minute scripts may make here; null as each dialect documents it. */
export const ratesOf = (registry: ReadDb, workspaceId: string): ApiRates | null =>
  kept(
    registry,
    { name: `rates ${workspaceId}`, of: ['api_rates', 'workspaces'] },
    () =>
      registry.get<ApiRates>(sql`/* rates.ofWorkspace */
        SELECT per_key AS perKey, per_workspace AS perWorkspace FROM api_rates WHERE workspace_id = ${workspaceId}`) ?? null,
  );

export function setRates(registry: WriteDb, { workspaceId, rates }: { workspaceId: string; rates: ApiRates | null }): void {
  if (rates === null) registry.run(sql`/* rates.remove */ DELETE FROM api_rates WHERE workspace_id = ${workspaceId}`);
  else
    registry.run(sql`/* rates.set */
      INSERT INTO api_rates (workspace_id, per_key, per_workspace) VALUES (${workspaceId}, ${rates.perKey}, ${rates.perWorkspace})
      ON CONFLICT (workspace_id) DO UPDATE SET per_key = excluded.per_key, per_workspace = excluded.per_workspace`);
}
