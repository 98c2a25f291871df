export { listImports, pageRejects, requireImport } from './imports.store.ts';
export { parseRows } from './parse.ts';
export type { ParsedSlice, ParseFile, ParseJob, PreviewFile, PreviewJob } from './ports.ts';
export { previewFile } from './preview.ts';
export { rejectsFile } from './rejects-file.ts';
export { createImports, type Imports } from './run.ts';
