import { z } from 'zod';
import { count, id, none, time, withId } from '../schema/shapes.ts';
import { contactFilter } from './contacts.ts';
import { call, stream } from './contract.ts';

/** Those who were ticked, or all that match. */
export const chosenContacts = z.union([
  z.object({ ids: z.array(id).min(1).max(100_000) }),
  z.object({ filter: contactFilter, without: z.array(id).max(100_000).default([]) }),
]);
export type ChosenContacts = z.input<typeof chosenContacts>;

const name = z.string().trim().min(1).max(60);

/** What is done to each of them. */
export const bulkAction = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('addTag'), name }),
  z.object({ kind: z.literal('removeTag'), name }),
  /** A text is read as the field's type. */
  z.object({ kind: z.literal('setField'), key: z.string(), value: z.union([z.string(), z.number(), z.boolean()]) }),
  z.object({ kind: z.literal('clearField'), key: z.string() }),
  /** Who has left the list stays out of it. */
  z.object({ kind: z.literal('addToList'), listId: id, consentSource: z.string().trim().max(500).default('Added by hand') }),
  z.object({ kind: z.literal('removeFromList'), listId: id }),
  /** Asks those who are pending there once more, as often as people may be asked. There is nothing to undo. */
  z.object({ kind: z.literal('askToConfirm'), listId: id }),
  z.object({ kind: z.literal('suppress'), evidence: z.string().trim().max(500).default('') }),
  z.object({ kind: z.literal('delete') }),
]);
export type BulkAction = z.output<typeof bulkAction>;

export const bulkState = z.enum(['running', 'finished', 'cancelled', 'failed', 'interrupted', 'undoing', 'undone']);

const bulkEdit = z.object({
  id,
  /** What it does, to be followed by to how many: “Tag “vip””. */
  words: z.string(),
  kind: z.string(),
  state: bulkState,
  error: z.string(),
  /** How many were chosen, how many of them were reached so far, and how many are different by it. */
  people: count,
  done: count,
  changed: count,
  /** Of the undo: how many are as before, and how many were changed since and stay so. */
  restored: count,
  leftAlone: count,
  startedAt: time,
  finishedAt: time.nullable(),
  undoUntil: time,
  canUndo: z.boolean(),
});
export type BulkEdit = z.infer<typeof bulkEdit>;

export const bulkRpc = {
  start: call(z.object({ who: chosenContacts, action: bulkAction }), withId),
  watch: stream(withId, bulkEdit),
  cancel: call(withId, none),
  /** Puts everybody back to what they were before; it goes on by itself. */
  undo: call(withId, none),
  /** Of the last 30 days, the newest first. */
  recent: call(none, z.array(bulkEdit)),
};
