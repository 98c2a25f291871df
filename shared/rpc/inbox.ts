import { z } from 'zod';
import { count, id, none, time, window, withId } from '../schema/shapes.ts';
import { call } from './contract.ts';

const inboxRow = z.object({
  id,
  receivedAt: time,
  from: z.string(),
  to: z.array(z.string()),
  subject: z.string(),
  bytes: count,
  read: z.boolean(),
});
export type InboxRow = z.infer<typeof inboxRow>;

export const inboxRpc = {
  page: call(
    window.extend({ search: z.string().max(200).default('') }),
    z.object({ rows: z.array(inboxRow), total: count, unread: count }),
  ),
  /** The message as a mail program would take it apart. Marks it as read. */
  get: call(
    withId,
    inboxRow.extend({
      html: z.string().nullable(),
      text: z.string(),
      source: z.string(),
      headers: z.array(z.object({ name: z.string(), value: z.string() })),
      attachments: z.array(z.object({ fileName: z.string(), type: z.string(), bytes: count, data: z.string() })),
    }),
  ),
  clear: call(none, none),
  address: call(none, z.object({ host: z.string(), port: z.number().int() })),
};
