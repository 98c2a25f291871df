export { type ReadDb, SLOW_MS, type WriteDb } from './handle.ts';
export { integrityProblems } from './integrity.ts';
export type { Migration } from './migrate.ts';
export { registryMigrations, workspaceMigrations } from './migrations/migrations.ts';
export { openRead, openWrite } from './open.ts';
export { findOwner, type Owner, takeOwnership } from './owner.ts';
export { pack, unpack } from './pack.ts';
export { likeAnywhere, type Sql, sql, sqlJoin, sqlList } from './sql.ts';
