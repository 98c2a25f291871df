import { z } from 'zod';

/** An event of Amazon SES about one message, in our words. */
export type SesEvent = {
  /** `other` for what nothing follows from: that it was sent, or that a complaint was taken back. */
  what: 'delivered' | 'delayed' | 'bounced' | 'complained' | 'opened' | 'clicked' | 'unsubscribed' | 'other';
  /** The same for the same event, whichever way and however often it comes. */
  mark: string;
  at: number | null;
  /** By which the message is known again: our tag, and what it says its Message-ID was. */
  tags: string[];
  messageIds: string[];
  permanent: boolean;
  /** Of a bounce: Amazon's kind, subtype, and the server's status and words. */
  bounce: { type: string; subType: string; status: string | null; diagnostic: string } | null;
  words: string;
  /** Of a click: where it led. */
  link: string;
  agent: string;
};

/** The name of our tag, which Amazon gives back with each event. */
const TAG = 'letterpress';

const text = z
  .string()
  .nullish()
  .transform((value) => value ?? '');
const recipient = z.object({ emailAddress: text, status: text, diagnosticCode: text });
const mail = z.object({
  messageId: z.string().min(1),
  timestamp: text,
  headers: z.array(z.object({ name: z.string(), value: text })).nullish(),
  commonHeaders: z.object({ messageId: text }).nullish(),
  tags: z.record(z.string(), z.array(z.string())).nullish(),
});

const bounce = z.object({
  bounceType: z.string(),
  bounceSubType: text,
  feedbackId: text,
  timestamp: text,
  bouncedRecipients: z.array(recipient).default([]),
});
const complaint = z.object({ feedbackId: text, timestamp: text, complaintFeedbackType: text, complaintSubType: text });
const delivery = z.object({ timestamp: text, smtpResponse: text });
const deliveryDelay = z.object({ timestamp: text, delayType: text, delayedRecipients: z.array(recipient).default([]) });
const open = z.object({ timestamp: text, userAgent: text });
const click = open.extend({ link: text });
const subscription = z.object({
  timestamp: text,
  newTopicPreferences: z.object({ unsubscribeAll: z.boolean().nullish() }).nullish(),
});

/** Event publishing names the kind in `eventType`, the feedback of an identity in `notificationType`. */
const body = z.object({
  eventType: z.string().optional(),
  notificationType: z.string().optional(),
  mail,
  bounce: bounce.optional(),
  complaint: complaint.optional(),
  delivery: delivery.optional(),
  deliveryDelay: deliveryDelay.optional(),
  reject: z.object({ reason: text }).optional(),
  failure: z.object({ errorMessage: text }).optional(),
  open: open.optional(),
  click: click.optional(),
  subscription: subscription.optional(),
});
type Body = z.infer<typeof body>;

/** Reads an event in either of its two shapes; null for what is none. */
export function readSesEvent(json: unknown): SesEvent | null {
  const read = body.safeParse(json);
  if (!read.success) return null;
  const kind = (read.data.eventType ?? read.data.notificationType ?? '').replace(/\s/g, '');
  const { headers, commonHeaders, tags } = read.data.mail;
  const quoted = headers?.find(({ name }) => name.toLowerCase() === 'message-id')?.value;
  const event: SesEvent = {
    what: 'other',
    mark: `ses:${kind}:${read.data.mail.messageId}`,
    at: null,
    tags: tags?.[TAG] ?? [],
    messageIds: [quoted, commonHeaders?.messageId].flatMap((id) => (id ? [id] : [])),
    permanent: false,
    bounce: null,
    words: '',
    link: '',
    agent: '',
  };
  return Object.hasOwn(kinds, kind) ? { ...event, ...kinds[kind as keyof typeof kinds](read.data, event) } : kind ? event : null;
}

const timed = (event: SesEvent, timestamp: string): Pick<SesEvent, 'mark' | 'at'> => ({
  mark: `${event.mark}:${timestamp}`,
  at: Date.parse(timestamp) || null,
});

type Reader = (body: Body, event: SesEvent) => Partial<SesEvent>;

const kinds = {
  Delivery: ({ delivery }, event) =>
    delivery ? { what: 'delivered', words: delivery.smtpResponse, ...timed(event, delivery.timestamp) } : {},
  Bounce: ({ bounce }, event) => {
    if (!bounce) return {};
    const [first] = bounce.bouncedRecipients;
    const { bounceType: type, bounceSubType: subType, timestamp, feedbackId } = bounce;
    const status = /^[245]\.\d{1,3}\.\d{1,3}$/.test(first?.status ?? '') ? (first?.status ?? null) : null;
    return {
      what: 'bounced',
      permanent: type === 'Permanent',
      bounce: { type, subType, status, diagnostic: first?.diagnosticCode ?? '' },
      ...identified(event, { feedbackId, timestamp }),
    };
  },
  Complaint: ({ complaint }, event) => {
    // Somebody said that it was no spam after all.
    if (!complaint || complaint.complaintFeedbackType === 'not-spam') return {};
    const words = complaint.complaintFeedbackType || complaint.complaintSubType || 'marked as spam';
    return { what: 'complained', words, ...identified(event, complaint) };
  },
  DeliveryDelay: ({ deliveryDelay }, event) => {
    if (!deliveryDelay) return {};
    const said = deliveryDelay.delayedRecipients[0]?.diagnosticCode;
    return { what: 'delayed', words: said || deliveryDelay.delayType, ...timed(event, deliveryDelay.timestamp) };
  },
  Reject: ({ reject, mail }, event) => refused(event, reject?.reason || 'Amazon SES rejected it.', mail.timestamp),
  RenderingFailure: ({ failure, mail }, event) =>
    refused(event, failure?.errorMessage || 'Amazon SES could not render it.', mail.timestamp),
  Open: ({ open }, event) => (open ? { what: 'opened', agent: open.userAgent, ...timed(event, open.timestamp) } : {}),
  Click: ({ click }, event) => {
    if (!click) return {};
    const { mark, at } = timed(event, click.timestamp);
    return { what: 'clicked', agent: click.userAgent, link: click.link, mark: `${mark}:${click.link}`, at };
  },
  Subscription: ({ subscription }, event) =>
    subscription?.newTopicPreferences?.unsubscribeAll ? { what: 'unsubscribed', ...timed(event, subscription.timestamp) } : {},
} satisfies Record<string, Reader>;

/** A bounce or a complaint has an id of its own, the same in both shapes. */
function identified(event: SesEvent, { feedbackId, timestamp }: { feedbackId: string; timestamp: string }) {
  const { mark, at } = timed(event, timestamp);
  return { mark: feedbackId ? `ses:${feedbackId}` : mark, at };
}

/** Amazon took it and did not send it on; it is about what was written, not about whom it was for. */
const refused = (event: SesEvent, words: string, timestamp: string): Partial<SesEvent> => ({
  what: 'bounced',
  permanent: true,
  bounce: { type: 'Reject', subType: '', status: null, diagnostic: words },
  ...timed(event, timestamp),
});
