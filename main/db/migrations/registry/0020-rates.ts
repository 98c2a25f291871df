import type { Migration } from '../../migrate.ts';

export const rates: Migration = {
  version: 20,
  name: 'how often scripts may ask',
  up: `
    -- Requests a minute, where a workspace has other limits than its dialects document; without a row those hold.
    CREATE TABLE api_rates (
      workspace_id TEXT PRIMARY KEY REFERENCES workspaces (id) ON DELETE CASCADE,
      per_key INTEGER NOT NULL CHECK (per_key > 0),
      per_workspace INTEGER NOT NULL CHECK (per_workspace > 0)
    ) STRICT, WITHOUT ROWID;
  `,
};
