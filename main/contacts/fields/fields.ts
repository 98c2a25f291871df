import type { FieldValues } from '#shared/schema/shapes.ts';
import type { FieldType } from '#shared/schema/words.ts';
import { conflict, invalid, notFound } from '../../base/errors.ts';
import { newId } from '../../base/ids.ts';
import type { ReadDb, WriteDb } from '../../db/db.ts';
import { fold } from '../fold.ts';
import { type FieldValue, parseFieldValue } from './field-values.ts';
import { keysAtWork } from './field-work.store.ts';
import { type Field, insertField, selectFields, updateLabel } from './fields.store.ts';

export { type Field, selectFields as listFields } from './fields.store.ts';

/** What every contact has anyway; a field of the same name would be mistaken for it in a merge tag. */
const TAKEN = ['id', 'email', 'first_name', 'last_name', 'name', 'fields', 'tags', 'lists', 'created_at'];

/** What merge tags call a field: its label in small ASCII letters, digits and low lines. */
export function fieldKey(label: string, taken: readonly string[] = []): string {
  const plain = fold(label)
    .replaceAll('ø', 'o')
    .replaceAll('ł', 'l')
    .replaceAll('æ', 'ae')
    .replaceAll('œ', 'oe')
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '');
  const key = /^[a-z]/.test(plain) ? plain.slice(0, 50) : `field_${plain}`.slice(0, 50).replace(/_$/, '');
  if (!TAKEN.includes(key) && !taken.includes(key)) return key;
  for (let number = 2; ; number++) {
    const other = `${key}_${number}`;
    if (!TAKEN.includes(other) && !taken.includes(other)) return other;
  }
}

const sameLabel = (a: string, b: string) => fold(a.trim()) === fold(b.trim());

/** Choices as they are kept: trimmed, none twice however it is spelled, at least one. */
export function checkChoices(type: FieldType, choices: readonly string[]): string[] {
  if (type !== 'choice') return [];
  const kept = choices.map((choice) => choice.trim()).filter((choice) => choice !== '');
  if (kept.length === 0) throw invalid('fields.no-choices', 'Say what may be chosen.', { choices: 'At least one choice' });
  const twice = kept.find((choice, index) => kept.findIndex((other) => sameLabel(other, choice)) !== index);
  if (twice !== undefined)
    throw invalid('fields.choice-twice', `“${twice}” is there twice.`, { choices: `“${twice}” is there twice` });
  return kept;
}

type NewField = { label: string; type: FieldType; choices?: readonly string[]; now: number };

export function createField(db: WriteDb, { label, type, choices = [], now }: NewField): Field {
  const known = selectFields(db);
  if (known.some((field) => sameLabel(field.label, label)))
    throw conflict('fields.label-taken', `There is already a field “${label.trim()}”.`);
  const taken = [...known.map((field) => field.key), ...keysAtWork(db)];
  const field: Field = {
    id: newId(now),
    key: fieldKey(label, taken),
    label: label.trim(),
    type,
    choices: checkChoices(type, choices),
  };
  insertField(db, { ...field, now });
  return field;
}

/** The wanted label, with a number where there is such a field already. */
export function freeLabel(db: ReadDb, wanted: string): string {
  const known = selectFields(db);
  const taken = (label: string) => known.some((field) => sameLabel(field.label, label));
  let label = wanted;
  for (let number = 2; taken(label); number++) label = `${wanted} ${number}`;
  return label;
}

/** The field of this label and type, made if it is missing. One of another type is a conflict. */
export function ensureField(db: WriteDb, wanted: NewField): Field {
  const known = selectFields(db).find((field) => sameLabel(field.label, wanted.label));
  if (!known) return createField(db, wanted);
  if (known.type === wanted.type) return known;
  throw conflict(
    'fields.other-type',
    `There is already a field “${known.label}”, and it holds a ${known.type}, not a ${wanted.type}.`,
  );
}

/** Changes what a field is called on the screen; its key stays, since merge tags name it. */
export function changeField(db: WriteDb, { id, label }: { id: string; label: string }): void {
  const others = selectFields(db).filter((field) => field.id !== id);
  if (others.some((field) => sameLabel(field.label, label)))
    throw conflict('fields.label-taken', `There is already a field “${label.trim()}”.`);
  if (!updateLabel(db, { id, label: label.trim() })) throw notFound('fields.unknown', 'There is no such field.');
}

/**
 * The values of a contact after a change. A text is read as the field's type; an empty one takes the value away.
 * What is not a field, or not of its type, is refused and named.
 */
export function applyValues(db: ReadDb, { current, values }: { current: FieldValues; values: FieldValues }): FieldValues {
  if (Object.keys(values).length === 0) return current;
  const fields = new Map(selectFields(db).map((field) => [field.key, field]));
  const next = new Map<string, FieldValue>(Object.entries(current));
  const wrong: Record<string, string> = {};
  for (const [key, value] of Object.entries(values)) {
    const field = fields.get(key);
    const parsed = field
      ? parseFieldValue(field.type, String(value), field.choices)
      : { ok: false as const, reason: 'There is no such field' };
    if (!parsed.ok) wrong[`fields.${key}`] = parsed.reason;
    else if (parsed.value === null) next.delete(key);
    else next.set(key, parsed.value);
  }
  const [first] = Object.entries(wrong);
  if (first)
    throw invalid('contacts.field', `${fields.get(first[0].slice('fields.'.length))?.label ?? first[0]}: ${first[1]}.`, wrong);
  return Object.fromEntries(next);
}
