export { liftAgain, suppressContacts, suppressionsImage, unsuppress } from './bulk-suppress.ts';
export { stillThere, touch } from './bulk-values.store.ts';
export { checkedValue, restoreValues, setValues, valuesImage } from './bulk-values.ts';
export { mergeFields, removeField, requireField, retypeField, setChoices } from './change-fields.ts';
export { changeTag, countTags, createTag, mergeTags, removeTagInTurns } from './change-tags.ts';
export { selectedBut, tickedIds } from './chosen.report.ts';
export { countContacts, lastContactId } from './contacts.store.ts';
export { describeContact } from './describe.report.ts';
export type { PersonChange } from './edits.store.ts';
export { emailKey } from './email-key.ts';
export { eraseContact } from './erase-contact.ts';
export { measureField, previewMerge, previewRetype } from './field-previews.ts';
export { parseDate, parseFieldValue, parseNumber } from './field-values.ts';
export { createFieldWork, type FieldWork } from './field-work.ts';
export { changeField, createField, ensureField, type Field, fieldKey, listFields } from './fields.ts';
export { forgetOldChanges, hasOldChanges } from './finding/changes.store.ts';
export type { FieldRule } from './finding/field-rule.ts';
export { type CountQuestion, createFinder, type FoundPage, type PageQuestion, type SortBy } from './finding/finder.ts';
export { type KeptSet, MOST_TIMES } from './finding/kept-set.ts';
export type { PeopleSet } from './finding/people-set.ts';
export { contactsWithField, countContactsWithField } from './finding/with-field.report.ts';
export { fold, nameKey } from './fold.ts';
export { frequencyOf } from './frequency.report.ts';
export {
  type ContactChange,
  contactChange,
  type ExistingPolicy,
  type IncomingColumns,
  mergeColumns,
  mergeContacts,
} from './merge.ts';
export { addNote, changeNote, notesOf, removeNote } from './notes.ts';
export { type ContactSelection, pageContacts, selectedContacts, selectedIds } from './page.report.ts';
export {
  changeContact,
  createContact,
  findContact,
  getContact,
  removeContacts,
  requireContact,
  requireContacts,
} from './people.ts';
export { personFile } from './person-file.ts';
export { removeByIds } from './remove.ts';
export { replaceColumn } from './replace-column.ts';
export { suppressedContacts } from './suppressed-contacts.report.ts';
export { suppressionDetail } from './suppression-detail.report.ts';
export { addSuppressions, fileLines, pastedLines } from './suppression-lines.ts';
export { isSuppressed, liftSuppression, suppress, suppressedAmong, suppressionOf, suppressionsFor } from './suppressions.ts';
export { pageSuppressions, type SuppressionFilter, searchSuppressions } from './suppressions-page.report.ts';
export { resetTableView, setTableView, tableView } from './table-views.store.ts';
export { addTag, dropUnusedTag, ensureTag, findTagId, listTags, removeTag, requireTag, tagNamed, withTag } from './tags.ts';
export {
  type Brought,
  holdsField,
  removeBrought,
  removeUnusedField,
  removeUnusedTag,
  restoreSuppression,
  staysAsTouched,
  takeBackChanges,
  takeBackTags,
} from './take-back.ts';
export { countTimeline, type ToldChange, timelineOf } from './timeline.report.ts';
export { draftsWithTag, usersOfField } from './usage.report.ts';
