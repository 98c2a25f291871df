export { type Asked, askManyToConfirm, askToConfirm, isPending } from './ask-to-confirm.ts';
export { addMembers, dropMembers, joinedImage, undoAddMembers } from './bulk-members.ts';
export { type ConfirmationPage, confirmByLink, describeConfirmation } from './confirm.ts';
export { dropConfirmation, markWritten, type WaitingConfirmation, waitingConfirmations } from './confirmations.store.ts';
export { type Joining, joinList, type ListChange, listChange, removeEmptyList, takeBackJoining } from './join.ts';
export {
  changeList,
  createList,
  ensureList,
  findList,
  getList,
  type List,
  type ListRow,
  listLists,
  listsOf,
  listsQuery,
  removeList,
  requireList,
} from './list.ts';
export { hasDoubleOptIn, type ListSettings } from './list-settings.store.ts';
export { changeListSettings, listSettings } from './list-settings.ts';
export { membershipsOf } from './members.report.ts';
export { confirmMembership, removeMembership, setMembership } from './memberships.ts';
export { type CanBeAsked, canBeAsked, canBeAskedQuery } from './pending.report.ts';
export type { Preference } from './preferences.report.ts';
export { choosePreferences, mayComeBack, PREFERENCE_PAGE, shownPreferences } from './preferences.ts';
export { type Scan, type ScannedMember, scanMembers } from './scan.report.ts';
export { unsubscribe } from './unsubscribe.ts';
