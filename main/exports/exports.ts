export type { ExportJob, WriteExport } from './ports.ts';
export { createExports, type ExportPlan, type Exports } from './run.ts';
export { writeExport } from './write.ts';
