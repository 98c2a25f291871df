import type { FieldType } from '#shared/schema/words.ts';
import { conflict, invalid, notFound } from '../../base/errors.ts';
import type { ReadDb, WriteDb } from '../../db/db.ts';
import { firstWork, insertWork } from './field-work.store.ts';
import { deleteField, type Field, getField, updateType } from './fields.store.ts';
import { checkChoices, createField, freeLabel } from './fields.ts';

/** What becomes of values that the new kind cannot hold. */
type Failing = 'keep' | 'clear';

export function requireField(db: ReadDb, id: string): Field {
  const field = getField(db, id);
  if (!field) throw notFound('fields.unknown', 'There is no such field.');
  return field;
}

/**
 * Makes a field one of another type. Values that cannot be converted go into a new text field or are taken away. The
 * values follow as field work; until they are through, some are still of the old type.
 */
export function retypeField(
  db: WriteDb,
  change: { id: string; type: FieldType; choices: readonly string[]; failing: Failing; now: number },
): void {
  db.transaction(() => {
    const field = requireField(db, change.id);
    atRest(db);
    const choices = checkChoices(change.type, change.choices);
    const keepIn = keeper(db, { field, failing: change.failing, now: change.now, to: change.type });
    updateType(db, { id: field.id, type: change.type, choices });
    insertWork(db, { kind: 'retype', label: field.label, key: field.key, to: change.type, choices, keepIn });
  });
}

/** Moves the values of a field into another one and deletes it. `wins` says whose value stays where a person has both. */
export function mergeFields(
  db: WriteDb,
  change: { id: string; intoId: string; wins: 'into' | 'from'; failing: Failing; now: number },
): void {
  if (change.id === change.intoId) throw invalid('fields.same', 'A field cannot be merged into itself.');
  db.transaction(() => {
    const field = requireField(db, change.id);
    const into = requireField(db, change.intoId);
    atRest(db);
    const keepIn = keeper(db, { field, failing: change.failing, now: change.now, to: into.type });
    deleteField(db, field.id);
    const { key, label } = field;
    insertWork(db, {
      ...{ kind: 'merge', label, key, into: into.key, wins: change.wins },
      ...{ to: into.type, choices: into.choices, keepIn },
    });
  });
}

/** Changes what may be chosen. Who has a choice that is called otherwise now keeps it; who has one that is gone loses it. */
export function setChoices(db: WriteDb, change: { id: string; choices: readonly { value: string; was: string | null }[] }): void {
  db.transaction(() => {
    const field = requireField(db, change.id);
    if (field.type !== 'choice') throw invalid('fields.no-choice', `“${field.label}” is no field of choices.`);
    atRest(db);
    const choices = checkChoices(
      'choice',
      change.choices.map(({ value }) => value),
    );
    const names = field.choices.map((was): [string, string | null] => [
      was,
      change.choices.find((choice) => choice.was === was)?.value.trim() ?? null,
    ]);
    updateType(db, { id: field.id, type: 'choice', choices });
    if (names.every(([was, is]) => was === is)) return;
    insertWork(db, { kind: 'choices', label: field.label, key: field.key, names });
  });
}

/** Removes a field; the values that people have follow as field work. */
export function removeField(db: WriteDb, id: string): void {
  db.transaction(() => {
    const field = requireField(db, id);
    atRest(db);
    deleteField(db, id);
    insertWork(db, { kind: 'remove', label: field.label, key: field.key });
  });
}

/** One change to everybody's values at a time: two of them could each undo a part of the other. */
function atRest(db: ReadDb): void {
  if (firstWork(db)) throw conflict('fields.busy', 'Another change of a field is still under way. Try again when it is done.');
}

function keeper(
  db: WriteDb,
  { field, failing, now, to }: { field: Field; failing: Failing; now: number; to: FieldType },
): string | null {
  if (failing === 'clear' || to === 'text') return null;
  return createField(db, { label: freeLabel(db, `${field.label.slice(0, 60)} (as text)`), type: 'text', now }).key;
}
