export { forgetInEdits } from './forget.ts';
export { changesByEdits } from './person-changes.ts';
export { type Bulk, createBulk, type ReadIds } from './run.ts';
