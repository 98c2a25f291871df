export { countContacts } from './contacts.store.ts';
export { describeContact } from './describe.report.ts';
export { type EmailKey, emailKey } from './email-key.ts';
export { type FieldValue, type ParsedValue, parseBoolean, parseDate, parseFieldValue, parseNumber } from './field-values.ts';
export { applyValues, changeField, createField, ensureField, type Field, fieldKey, listFields, removeField } from './fields.ts';
export { fold } from './fold.ts';
export { type ExistingPolicy, type IncomingContact, type MergedContact, mergeContacts } from './merge.ts';
export { type ContactSelection, type ContactSort, pageContacts, selectedContacts } from './page.report.ts';
export {
  type Contact,
  changeContact,
  createContact,
  findContact,
  getContact,
  removeContacts,
  requireContact,
  requireContacts,
} from './people.ts';
export {
  isSuppressed,
  liftSuppression,
  pageSuppressions,
  type Suppression,
  suppress,
  suppressedAmong,
  suppressionOf,
} from './suppressions.ts';
export { addTag, deleteTagEverywhere, ensureTag, listTags, removeTag, requireTag, type Tag, withTag } from './tags.ts';
