import { z } from 'zod';
import { audience } from '#shared/rpc/campaigns.ts';
import { fieldValues } from '#shared/schema/shapes.ts';
import { compiled } from '../content/content.ts';

const sender = z.object({
  from: z.object({ name: z.string(), email: z.string() }),
  replyTo: z.string(),
  /** The files that go with it, which lie beside the database and never change. */
  attachments: z.array(z.object({ fileName: z.string(), type: z.string(), storedAs: z.string() })).default([]),
});
export type Sender = z.infer<typeof sender>;

/** The message as it was at launch, kept with the send: a restart goes on with the very same. */
export const frozenSend = sender.extend({
  compiled,
  /** The design's links are holes between this mark; empty where clicks are not counted. */
  mark: z.string(),
  urls: z.array(z.string()),
  trackOpens: z.boolean(),
  trackClicks: z.boolean(),
  audience,
  campaignName: z.string(),
});
export type FrozenSend = z.infer<typeof frozenSend>;

/** A test: the message, and the contact as whom it is shown. */
export const frozenTest = sender.extend({
  compiled,
  /** Whether what stands under each condition of the message is shown. */
  when: z.array(z.boolean()).default([]),
  /** Whether its subject says that it is a test. */
  marked: z.boolean().default(true),
  contact: z
    .object({
      id: z.number(),
      publicId: z.string(),
      email: z.string(),
      firstName: z.string(),
      lastName: z.string(),
      fields: fieldValues,
    })
    .nullable(),
});
export type FrozenTest = z.infer<typeof frozenTest>;
