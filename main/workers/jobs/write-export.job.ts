export { writeExport } from '../../exports/exports.ts';
