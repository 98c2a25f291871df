export { addMembers, dropMembers, joinedImage, undoAddMembers } from './bulk-members.ts';
export { type Joining, joinList, type ListChange, listChange, removeEmptyList, takeBackJoining } from './join.ts';
export {
  changeList,
  createList,
  ensureList,
  findList,
  getList,
  type List,
  listLists,
  removeList,
  requireList,
} from './list.ts';
export { membershipsOf } from './members.report.ts';
export { confirmMembership, removeMembership, setMembership } from './memberships.ts';
export { type Scan, type ScannedMember, scanMembers } from './scan.report.ts';
export { unsubscribe } from './unsubscribe.ts';
