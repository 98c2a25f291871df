import { z } from 'zod';
import { type UndoPatch, versionDraft } from '#shared/rpc/versions.ts';
import type { Draft } from '../store/editing.ts';

const draftShape = versionDraft.extend({ name: z.string() });

/** As many letters as the steps of a draft may take. */
const ROOM = 3_000_000;

const patches = new WeakMap<Draft, { before: Draft; patch: UndoPatch }>();

/** A draft as JSON, as patches count in it. */
export const textOf = ({ name, subject, preheader, document }: Draft): string =>
  JSON.stringify({ name, subject, preheader, document });

function patchTo(before: Draft, draft: Draft): UndoPatch {
  const known = patches.get(draft);
  if (known?.before === before) return known.patch;
  const made = patchBetween(textOf(before), textOf(draft));
  patches.set(draft, { before, patch: made });
  return made;
}

function patchBetween(before: string, after: string): UndoPatch {
  let start = 0;
  const most = Math.min(before.length, after.length);
  while (start < most && before.charCodeAt(start) === after.charCodeAt(start)) start += 1;
  let end = 0;
  while (end < most - start && before.charCodeAt(before.length - 1 - end) === after.charCodeAt(after.length - 1 - end)) end += 1;
  return [start, before.length - start - end, after.slice(start, after.length - end)];
}

const patched = (text: string, [start, removed, added]: UndoPatch): string =>
  text.slice(0, start) + added + text.slice(start + removed);

/** From which draft on they are kept where not all of them are: they take no more than their room, and what is there now is. */
export function oldestKept(drafts: readonly Draft[], at: number): number {
  let from = drafts.length - 1;
  let size = 0;
  while (from > 0) {
    const [before, draft] = [drafts[from - 1], drafts[from]];
    if (!before || !draft) break;
    size += sizeOf(patchTo(before, draft));
    if (size > ROOM) break;
    from -= 1;
  }
  return Math.max(0, Math.min(from, at));
}

const sizeOf = ([, , added]: UndoPatch): number => added.length + 24;

/** In letters; what is written at once must hold up nothing. */
const SLICE = 200_000;
const SLICE_STEPS = 500;

/** What leads from draft to draft, from one of them on, in slices. */
export function patchSlices(drafts: readonly Draft[], from: number): UndoPatch[][] {
  const slices: UndoPatch[][] = [];
  let slice: UndoPatch[] = [];
  let size = 0;
  for (const [index, draft] of drafts.entries()) {
    const before = drafts[index - 1];
    if (index < from || !before) continue;
    const made = patchTo(before, draft);
    slice.push(made);
    size += sizeOf(made);
    if (size < SLICE && slice.length < SLICE_STEPS) continue;
    slices.push(slice);
    slice = [];
    size = 0;
  }
  if (slice.length > 0) slices.push(slice);
  return slices;
}

type Steps = { first: string; patches: readonly UndoPatch[]; at: number };

/**
 * The drafts of what was written down, a few at a time; null where it cannot be read. `isExact` says whether each is the
 * very text that was written, so that patches may follow.
 */
export async function decodeSteps(
  { first, patches: steps, at }: Steps,
  rest: () => Promise<void>,
): Promise<{ past: Draft[]; present: Draft; future: Draft[]; isExact: boolean } | null> {
  const drafts: Draft[] = [];
  let current = first;
  let isExact = true;
  for (const [index, step] of [null, ...steps].entries()) {
    current = step ? patched(current, step) : current;
    const draft = draftShape.safeParse(parsed(current));
    if (!draft.success) return null;
    drafts.push(draft.data);
    isExact &&= textOf(draft.data) === current;
    if (index % 8 === 7) await rest();
  }
  const present = drafts[at];
  return present ? { past: drafts.slice(0, at), present, future: drafts.slice(at + 1), isExact } : null;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // What cannot be read has no steps in it.
    return null;
  }
}
