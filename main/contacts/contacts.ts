export { eraseContact } from './erasing/erase-contact.ts';
export { mergeFields, removeField, requireField, retypeField, setChoices } from './fields/change-fields.ts';
export { measureField, previewMerge, previewRetype } from './fields/field-previews.ts';
export { parseDate, parseFieldValue, parseNumber } from './fields/field-values.ts';
export { createFieldWork, type FieldWork } from './fields/field-work.ts';
export { changeField, createField, ensureField, type Field, fieldKey, listFields } from './fields/fields.ts';
export { draftsWithTag, usersOfField } from './fields/usage.report.ts';
export { forgetOldChanges, hasOldChanges } from './finding/changes.store.ts';
export type { FieldRule } from './finding/field-rule.ts';
export { type CountQuestion, createFinder, type FoundPage, type PageQuestion, type SortBy } from './finding/finder.ts';
export { type KeptSet, MOST_TIMES } from './finding/kept-set.ts';
export type { PeopleSet } from './finding/people-set.ts';
export { isFindable, type TextRule } from './finding/text-rule.ts';
export { contactsWithField, countContactsWithField } from './finding/with-field.report.ts';
export { fold, nameKey } from './fold.ts';
export { liftAgain, suppressContacts, suppressionsImage, unsuppress } from './many/bulk-suppress.ts';
export { checkedValue, restoreValues, setValues, valuesImage } from './many/bulk-values.ts';
export {
  type ContactChange,
  contactChange,
  type ExistingPolicy,
  type IncomingColumns,
  mergeColumns,
  mergeContacts,
} from './many/merge.ts';
export { removeByIds } from './many/remove.ts';
export {
  type Brought,
  holdsField,
  removeBrought,
  removeUnusedField,
  staysAsTouched,
  takeBackChanges,
  takeBackTags,
} from './many/take-back.ts';
export { countContacts, lastContactId } from './people/contacts.store.ts';
export type { PersonChange } from './people/edits.store.ts';
export { emailKey } from './people/email-key.ts';
export {
  changeContact,
  createContact,
  findContact,
  getContact,
  removeContacts,
  requireContact,
  requireContacts,
} from './people/people.ts';
export { stillThere, touch } from './people/values.store.ts';
export { describeContact } from './person/describe.report.ts';
export { frequencyOf } from './person/frequency.report.ts';
export { addNote, changeNote, notesOf, removeNote } from './person/notes.ts';
export { personFile } from './person/person-file.ts';
export { countTimeline, type ToldChange, timelineOf } from './person/timeline.report.ts';
export { suppressedContacts } from './suppressions/suppressed-contacts.report.ts';
export { suppressionDetail } from './suppressions/suppression-detail.report.ts';
export { addSuppressions, fileLines, pastedLines } from './suppressions/suppression-lines.ts';
export { restoreSuppression } from './suppressions/suppressions.store.ts';
export {
  domainSuppressionsFor,
  isSuppressed,
  liftSuppression,
  suppress,
  suppressedAmong,
  suppressionOf,
  suppressionsFor,
} from './suppressions/suppressions.ts';
export { pageSuppressions, type SuppressionFilter, searchSuppressions } from './suppressions/suppressions-page.report.ts';
export { selectedBut, tickedIds } from './table/chosen.report.ts';
export { type ContactSelection, pageContacts, selectedContacts, selectedIds } from './table/page.report.ts';
export { replaceColumn } from './table/replace-column.ts';
export { resetTableView, setTableView, tableView } from './table/table-views.store.ts';
export { changeTag, countTags, createTag, mergeTags, removeTagInTurns } from './tags/change-tags.ts';
export {
  addTag,
  deleteTagIfUnused,
  dropUnusedTag,
  ensureTag,
  findTagId,
  listTags,
  removeTag,
  requireTag,
  tagNamed,
  withTag,
} from './tags/tags.ts';
