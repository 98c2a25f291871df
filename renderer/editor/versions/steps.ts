import { z } from 'zod';
import { versionDraft } from '#shared/rpc/versions.ts';
import type { History } from '../history.ts';
import type { Draft, Editing } from '../store/editing.ts';

/** How one text becomes the next: from where, how much is taken out, and what comes in. */
const patch = z.tuple([z.number().int().min(0), z.number().int().min(0), z.string()]);
type Patch = z.output<typeof patch>;

const kept = z.object({
  v: z.literal(1),
  /** The oldest draft, as JSON. */
  first: z.string(),
  /** Each step after it. */
  patches: z.array(patch),
  /** Which of them is the present one; what is behind it was undone. */
  at: z.number().int().min(0),
});
const draftShape = versionDraft.extend({ name: z.string() });

/** As many letters as the steps of a draft may take. */
const ROOM = 3_000_000;

const texts = new WeakMap<Draft, string>();
const patches = new WeakMap<Draft, { before: Draft; patch: Patch }>();

function textOf(draft: Draft): string {
  const known = texts.get(draft);
  if (known !== undefined) return known;
  const { name, subject, preheader, document } = draft;
  const text = JSON.stringify({ name, subject, preheader, document });
  texts.set(draft, text);
  return text;
}

function patchTo(before: Draft, draft: Draft): Patch {
  const known = patches.get(draft);
  if (known?.before === before) return known.patch;
  const made = patchBetween(textOf(before), textOf(draft));
  patches.set(draft, { before, patch: made });
  return made;
}

function patchBetween(before: string, after: string): Patch {
  let start = 0;
  const most = Math.min(before.length, after.length);
  while (start < most && before.charCodeAt(start) === after.charCodeAt(start)) start += 1;
  let end = 0;
  while (end < most - start && before.charCodeAt(before.length - 1 - end) === after.charCodeAt(after.length - 1 - end)) end += 1;
  return [start, before.length - start - end, after.slice(start, after.length - end)];
}

const patched = (text: string, [start, removed, added]: Patch): string =>
  text.slice(0, start) + added + text.slice(start + removed);

/**
 * What undo and redo go through, as text: the oldest draft whole, of each other what differs. Where it takes more than
 * its room, the oldest steps melt into one.
 */
export function encodeSteps({ past, present, future }: History<Editing>): string {
  const drafts = [...past, present, ...future].map(({ draft }) => draft);
  let from = drafts.length - 1;
  let size = textOf(drafts[from] ?? present.draft).length;
  while (from > 0) {
    const [before, draft] = [drafts[from - 1], drafts[from]];
    if (!before || !draft) break;
    size += patchTo(before, draft)[2].length + 24;
    if (size > ROOM) break;
    from -= 1;
  }
  // What is there now is kept, however much was undone.
  from = Math.min(from, past.length);
  const steps = drafts.slice(from);
  return JSON.stringify({
    v: 1,
    first: textOf(steps[0] ?? present.draft),
    patches: steps.slice(1).map((draft, index) => patchTo(steps[index] ?? draft, draft)),
    at: past.length - from,
  } satisfies z.input<typeof kept>);
}

/** The drafts of what was written down, a few at a time; null where it cannot be read. */
export async function decodeSteps(
  text: string,
  rest: () => Promise<void>,
): Promise<{ past: Draft[]; present: Draft; future: Draft[] } | null> {
  const found = kept.safeParse(parsed(text));
  if (!found.success) return null;
  const { first, patches: steps, at } = found.data;
  const drafts: Draft[] = [];
  let current = first;
  for (const [index, step] of [null, ...steps].entries()) {
    current = step ? patched(current, step) : current;
    const draft = draftShape.safeParse(parsed(current));
    if (!draft.success) return null;
    drafts.push(draft.data);
    if (index % 8 === 7) await rest();
  }
  const present = drafts[at];
  return present ? { past: drafts.slice(0, at), present, future: drafts.slice(at + 1) } : null;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // What cannot be read has no steps in it.
    return null;
  }
}
