import { z } from 'zod';
import { document } from '../content/document.ts';
import { count, id, none, time, withId } from '../schema/shapes.ts';
import { call } from './contract.ts';

/** What a version keeps of a campaign. */
export const versionDraft = z.object({ subject: z.string().max(998), preheader: z.string().max(998), document });
export type VersionDraft = z.infer<typeof versionDraft>;

const why = z.enum(['named', 'switch']);
const name = z.string().trim().max(100);
const version = z.object({ id, name: z.string(), why, kind: z.string(), createdAt: time });
export type Version = z.infer<typeof version>;

const ofCampaign = z.object({ campaignId: id });
/** How the text of one draft becomes the next: from where, how much is taken out, and what comes in. */
export const patch = z.tuple([z.number().int().min(0), z.number().int().min(0), z.string().max(6_000_000)]);
export type UndoPatch = z.output<typeof patch>;

/** The steps of one window. Another one that has the same design open writes a log of its own. */
const log = z.string().min(1).max(40);
const slice = z.object({
  log,
  /** How many drafts it has, and which of them is the present one; what is behind it was undone. */
  count,
  at: count,
  /** The oldest draft as JSON, with the first slice. */
  first: z.string(),
  patches: z.array(patch),
});
export type UndoSlice = z.output<typeof slice>;

/** What a draft was: versions that somebody named, what was there before a switch, and the steps of undo. */
export const versionsRpc = {
  /** The newest first. */
  all: call(ofCampaign, z.array(version)),
  get: call(withId, version.extend({ draft: versionDraft })),
  add: call(ofCampaign.extend({ name: name.min(1), draft: versionDraft }), withId),
  /** Keeps what was before it is written in another way; `became` is what that way begins with. */
  addSwitch: call(ofCampaign.extend({ draft: versionDraft, became: document }), withId),
  rename: call(withId.extend({ name: name.min(1) }), none),
  remove: call(withId, none),
  /** What was before the last switch, and what it became. */
  beforeSwitch: call(
    ofCampaign,
    z.object({ found: z.object({ id, createdAt: time, draft: versionDraft, became: document }).nullable() }),
  ),
  /** A slice of the steps, from a draft on; of the log that was written last where none is named. */
  steps: call(ofCampaign.extend({ log: log.nullable(), from: count }), z.object({ found: slice.nullable() })),
  /** Adds steps behind those that stay. Not kept where another window went on with the log. */
  keepSteps: call(
    ofCampaign.extend({
      log,
      first: z.string().max(6_000_000).nullable(),
      count,
      keep: count,
      patches: z.array(patch).max(2_000),
      at: count,
    }),
    z.object({ kept: z.boolean() }),
  ),
};
