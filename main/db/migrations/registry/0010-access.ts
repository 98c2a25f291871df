import type { Migration } from '../../migrate.ts';

export const access: Migration = {
  version: 10,
  name: 'workspaces, users, sessions and keys',
  up: `
    CREATE TABLE workspaces (
      id TEXT PRIMARY KEY,
      name TEXT NOT NULL,
      created_at INTEGER NOT NULL,
      -- when a window last went there; windows that are new open the newest
      last_used_at INTEGER
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE users (
      id TEXT PRIMARY KEY,
      email TEXT NOT NULL UNIQUE,
      name TEXT NOT NULL,
      role TEXT NOT NULL CHECK (role IN ('owner', 'admin', 'editor', 'viewer')),
      -- scrypt, with its salt; empty until a password is chosen, and then no login is possible
      password_hash TEXT NOT NULL DEFAULT '',
      created_at INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE sessions (
      token_hash TEXT PRIMARY KEY,
      user_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
      workspace_id TEXT NOT NULL REFERENCES workspaces (id) ON DELETE CASCADE,
      created_at INTEGER NOT NULL,
      expires_at INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE api_keys (
      id TEXT PRIMARY KEY,
      workspace_id TEXT NOT NULL REFERENCES workspaces (id) ON DELETE CASCADE,
      name TEXT NOT NULL,
      -- which of the local server's languages the key speaks; the names are the server's
      dialect TEXT NOT NULL,
      kind TEXT NOT NULL CHECK (kind IN ('secret', 'public')),
      scopes TEXT NOT NULL,
      -- the first letters, to tell keys apart on screen; the key itself is never stored
      prefix TEXT NOT NULL,
      hash TEXT NOT NULL UNIQUE,
      created_at INTEGER NOT NULL,
      last_used_at INTEGER
    ) STRICT, WITHOUT ROWID;
  `,
};
