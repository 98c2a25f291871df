import { z } from 'zod';
import { document } from '../content/document.ts';
import { id, none, time, withId } from '../schema/shapes.ts';
import { call } from './contract.ts';

/** What a version keeps of a campaign. */
export const versionDraft = z.object({ subject: z.string().max(998), preheader: z.string().max(998), document });
export type VersionDraft = z.infer<typeof versionDraft>;

const why = z.enum(['named', 'switch']);
const name = z.string().trim().max(100);
const version = z.object({ id, name: z.string(), why, kind: z.string(), createdAt: time });
export type Version = z.infer<typeof version>;

const ofCampaign = z.object({ campaignId: id });
/** What the editor wrote down of its steps. */
const steps = z.string().max(6_000_000);

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
  steps: call(ofCampaign, z.object({ steps: steps.nullable() })),
  keepSteps: call(ofCampaign.extend({ steps }), none),
};
