import { z } from 'zod';
import { count, id, none, withId } from '../schema/shapes.ts';
import { fieldType } from '../schema/words.ts';
import { call, stream } from './contract.ts';

const label = z.string().trim().min(1).max(80);
const choice = z.string().trim().min(1).max(200);
const choices = z.array(choice).max(200);

const field = z.object({ id, key: z.string(), label: z.string(), type: fieldType, choices: z.array(z.string()) });
export type Field = z.infer<typeof field>;

/** What becomes of values that the new kind cannot hold: they go into a new text field, or are taken away. */
const failing = z.enum(['keep', 'clear']);
export type Failing = z.infer<typeof failing>;

/** How far everybody was looked at. */
const progress = { looked: count, total: count };

const measured = z.object({
  ...progress,
  /** People who have a value. */
  people: count,
  /** The most frequent values; of a field with very many different ones, of the first of them. */
  values: z.array(z.object({ value: z.string(), people: count })),
});
export type MeasuredField = z.infer<typeof measured>;

const retyping = withId.extend({ type: fieldType, choices: choices.default([]) });
const retypePreview = z.object({
  ...progress,
  converts: count,
  fails: count,
  converted: z.array(z.object({ from: z.string(), to: z.string() })),
  failed: z.array(z.object({ value: z.string(), reason: z.string(), people: count })),
  /** The different values there are, as choices; empty where they are too many. */
  suggested: z.array(z.string()),
});
export type RetypePreview = z.infer<typeof retypePreview>;

const merging = withId.extend({ intoId: id });
const mergePreview = z.object({
  ...progress,
  /** People who have a value only in the field that goes. */
  moves: count,
  /** Who have the same value in both, and different ones. */
  same: count,
  differs: count,
  /** Values that the field that stays cannot hold. */
  fails: count,
  failed: z.array(z.object({ value: z.string(), reason: z.string(), people: count })),
  differing: z.array(z.object({ from: z.string(), into: z.string() })),
});
export type MergePreview = z.infer<typeof mergePreview>;

const usage = z.object({ segments: z.array(z.string()), campaigns: z.array(z.string()), templates: z.array(z.string()) });
export type FieldUsage = z.infer<typeof usage>;

/** A change to the values of everybody that is under way. */
const fieldWork = z.object({ what: z.string(), ...progress });
export type FieldWorkState = z.infer<typeof fieldWork>;

export const fieldsRpc = {
  all: call(none, z.array(field)),
  create: call(z.object({ label, type: fieldType, choices: choices.default([]) }), field),
  change: call(withId.extend({ label }), none),
  /** Names of what a field is used in. */
  usage: call(withId, usage),
  /** Counts the people who have a value; the last answer is the whole one. So are those of the previews. */
  measure: stream(withId, measured),
  previewRetype: stream(retyping, retypePreview),
  retype: call(retyping.extend({ failing }), none),
  previewMerge: stream(merging, mergePreview),
  /** Moves the values of a field into another and deletes it; `wins` says whose value stays where there are two. */
  merge: call(merging.extend({ wins: z.enum(['into', 'from']), failing }), none),
  /** The choices in their order. `was` is what a choice was called; who chose what is left out loses the value. */
  setChoices: call(
    withId.extend({
      choices: z
        .array(z.object({ value: choice, was: z.string().nullable() }))
        .min(1)
        .max(200),
    }),
    none,
  ),
  remove: call(withId, none),
  /** What is under way, again and again; null while nothing is. */
  watchWork: stream(none, fieldWork.nullable()),
};
