export { type Joined, type Joining, joinList } from './join.ts';
export {
  changeList,
  createList,
  ensureList,
  getList,
  type List,
  listLists,
  removeList,
  requireList,
} from './list.ts';
export { getMembership, listMembers, type Member, membershipsOf } from './members.report.ts';
export { type Consent, confirmMembership, removeMembership, setMembership } from './memberships.ts';
export { type Scan, type ScannedMember, scanMembers } from './scan.report.ts';
export { unsubscribe } from './unsubscribe.ts';
