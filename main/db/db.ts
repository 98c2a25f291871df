export type { ReadDb, WriteDb } from './handle.ts';
export { captureRows, type RowImage, restoreRows, rowImage } from './images.ts';
export { integrityProblems } from './integrity.ts';
export { registryMigrations, workspaceMigrations } from './migrations/migrations.ts';
export { openRead, openToCheckpoint, openWrite } from './open.ts';
export { findOwner, type Owner, takeOwnership } from './owner.ts';
export { pack, unpack } from './pack.ts';
export { findPlace, type Place } from './place.ts';
export { likeAnywhere, type Sql, sql, sqlJoin, sqlList, sqlRows } from './sql.ts';
