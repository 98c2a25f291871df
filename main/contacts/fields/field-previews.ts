import { setImmediate as nextTurn } from 'node:timers/promises';
import type { MeasuredField, MergePreview, RetypePreview } from '#shared/rpc/fields.ts';
import type { FieldType } from '#shared/schema/words.ts';
import type { ReadDb } from '../../db/db.ts';
import { lastContactId } from '../people/contacts.store.ts';
import { holdersBetween } from '../people/values.store.ts';
import { requireField } from './change-fields.ts';
import { convertValue, type FieldValue, textOfValue } from './field-values.ts';

const SLICE_MS = 6;
const TELL_MS = 150;
/** A list of values that a person looks through. */
const SHOWN = 20;
/** Different values that are counted one by one; a field with more is nothing to choose from. */
const DIFFERENT = 200;
const EXAMPLES = 5;

type Values = Record<string, FieldValue>;

/** Looks at everybody's values, a little at a time; tells how far it is now and then, and last of all at the end. */
async function* lookAtAll(
  db: ReadDb,
  { signal, look }: { signal: AbortSignal; look: (values: Values) => void },
): AsyncGenerator<{ looked: number; total: number }> {
  const total = lastContactId(db);
  let looked = 0;
  let size = 500;
  let told = performance.now();
  while (looked < total && !signal.aborted) {
    const started = performance.now();
    const upTo = Math.min(looked + size, total);
    for (const holder of holdersBetween(db, { afterId: looked, upTo })) look(holder.fields);
    looked = upTo;
    const took = performance.now() - started;
    size = Math.max(20, Math.min(size * 2, Math.floor((size * SLICE_MS) / Math.max(took, 0.1)), 20_000));
    if (performance.now() - told > TELL_MS && looked < total) {
      told = performance.now();
      yield { looked, total };
    }
    await nextTurn();
  }
  yield { looked, total };
}

/** How many people hold each of some values, as long as these are not too many. */
function tally() {
  const people = new Map<string, number>();
  return {
    add: (value: string) => {
      const known = people.get(value);
      if (known !== undefined || people.size < DIFFERENT) people.set(value, (known ?? 0) + 1);
    },
    isFull: () => people.size >= DIFFERENT,
    top: (most: number) => [...people].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).slice(0, most),
    values: () => [...people.keys()],
  };
}

/** Counts the people who have a value of a field. */
export async function* measureField(
  db: ReadDb,
  { id, signal }: { id: string; signal: AbortSignal },
): AsyncGenerator<MeasuredField> {
  const { key } = requireField(db, id);
  const values = tally();
  let people = 0;
  const look = (fields: Values) => {
    if (!Object.hasOwn(fields, key)) return;
    people++;
    values.add(textOfValue(fields[key] ?? ''));
  };
  for await (const progress of lookAtAll(db, { signal, look }))
    yield { ...progress, people, values: values.top(DIFFERENT).map(([value, count]) => ({ value, people: count })) };
}

/** What would become of the values of a field of another type. */
export async function* previewRetype(
  db: ReadDb,
  preview: { id: string; type: FieldType; choices: readonly string[]; signal: AbortSignal },
): AsyncGenerator<RetypePreview> {
  const { key } = requireField(db, preview.id);
  // Until choices are given, each value is one.
  const open = preview.type === 'choice' && preview.choices.length === 0;
  const to = open ? 'text' : preview.type;
  const values = tally();
  const failures = failuresOf();
  const converted: RetypePreview['converted'] = [];
  let converts = 0;
  const look = (fields: Values) => {
    if (!Object.hasOwn(fields, key)) return;
    const value = fields[key] ?? '';
    values.add(textOfValue(value));
    const result = convertValue(value, to, preview.choices);
    if (!result.ok) return failures.add(value, result.reason);
    converts++;
    const [from, into] = [textOfValue(value), result.value === null ? '' : textOfValue(result.value)];
    if (from !== into && converted.length < EXAMPLES && !converted.some((known) => known.from === from))
      converted.push({ from, to: into });
  };
  for await (const progress of lookAtAll(db, { signal: preview.signal, look })) {
    const suggested = open && !values.isFull() ? values.values().sort((a, b) => a.localeCompare(b)) : [];
    yield { ...progress, converts, converted, suggested, ...failures.sum() };
  }
}

/** What would become of the values of a field that is merged into another one. */
export async function* previewMerge(
  db: ReadDb,
  preview: { id: string; intoId: string; signal: AbortSignal },
): AsyncGenerator<MergePreview> {
  const { key } = requireField(db, preview.id);
  const into = requireField(db, preview.intoId);
  const failures = failuresOf();
  const counts = { moves: 0, same: 0, differs: 0 };
  const differing = new Map<string, MergePreview['differing'][number]>();
  const look = (fields: Values) => {
    if (!Object.hasOwn(fields, key)) return;
    const value = fields[key] ?? '';
    const result = convertValue(value, into.type, into.choices);
    if (!result.ok) return failures.add(value, result.reason);
    const there = Object.hasOwn(fields, into.key) ? fields[into.key] : undefined;
    if (there === undefined) counts.moves++;
    else if (there === result.value) counts.same++;
    else {
      counts.differs++;
      const two = { from: textOfValue(value), into: textOfValue(there) };
      if (differing.size < EXAMPLES) differing.set(JSON.stringify(two), two);
    }
  };
  for await (const progress of lookAtAll(db, { signal: preview.signal, look }))
    yield { ...progress, ...counts, differing: [...differing.values()], ...failures.sum() };
}

function failuresOf() {
  const values = tally();
  const reasons = new Map<string, string>();
  let fails = 0;
  return {
    add: (value: FieldValue, reason: string) => {
      const text = textOfValue(value);
      fails++;
      values.add(text);
      if (reasons.size < DIFFERENT) reasons.set(text, reason);
    },
    sum: () => ({
      fails,
      failed: values.top(SHOWN).map(([value, people]) => ({ value, reason: reasons.get(value) ?? '', people })),
    }),
  };
}
