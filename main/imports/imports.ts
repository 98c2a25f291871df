export { getImport, listImports, pageRejects, requireImport } from './imports.store.ts';
export { parseRows } from './parse.ts';
export type { FieldColumn, ParsedPerson, ParsedSlice, ParseFile, ParseJob } from './ports.ts';
export { rejectsFile } from './rejects-file.ts';
export { createImports, type Imports } from './run.ts';
