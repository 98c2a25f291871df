export { countContacts } from './contacts.store.ts';
export { describeContact } from './describe.report.ts';
export { emailKey } from './email-key.ts';
export { parseDate, parseFieldValue, parseNumber } from './field-values.ts';
export { changeField, createField, ensureField, type Field, fieldKey, listFields, removeField } from './fields.ts';
export { fold } from './fold.ts';
export { type ExistingPolicy, mergeContacts } from './merge.ts';
export { type ContactSelection, pageContacts, selectedContacts } from './page.report.ts';
export {
  changeContact,
  createContact,
  findContact,
  getContact,
  removeContacts,
  requireContact,
  requireContacts,
} from './people.ts';
export { isSuppressed, liftSuppression, pageSuppressions, suppress, suppressedAmong, suppressionOf } from './suppressions.ts';
export { addTag, deleteTagEverywhere, ensureTag, listTags, removeTag, requireTag, withTag } from './tags.ts';
