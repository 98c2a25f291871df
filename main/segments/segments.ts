export { linksOf, matches, namesOfEvents } from './choices.report.ts';
export { type Asked, countSql, membersOf, segmentSql } from './compile.ts';
export { createSegments, inSegment, type ReadNumbers, type Segments } from './counting.ts';
export { replaceInSegments } from './replace.ts';
export {
  addMembers,
  changeSegment,
  clearIncomplete,
  createSegment,
  duplicateSegment,
  freeName,
  removeSegment,
  takeMembers,
} from './saved.ts';
export { listSegments, requireSegment, type Segment } from './segments.store.ts';
export { segmentsUsingField, segmentsUsingList, segmentsUsingTag, type Usage, usageOfSegment } from './usage.report.ts';
