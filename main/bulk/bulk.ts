export { forgetInEdits } from './forget.ts';
export { type Bulk, createBulk, type ReadIds } from './run.ts';
