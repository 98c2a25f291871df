import { expect, it } from 'vitest';
import { bounceReason, bounceWords } from './bounce-reason.ts';
import { readSesEvent } from './event.ts';
import { bounce, sesEvent } from './testing.ts';

const read = (parts: Parameters<typeof sesEvent>[0]) => readSesEvent(sesEvent(parts));

it('reads both shapes of a bounce alike, with the id that both share', () => {
  const published = read({ eventType: 'Bounce', bounce: bounce() });
  const identity = read({ notificationType: 'Bounce', bounce: bounce() });
  expect(published).toMatchObject({ what: 'bounced', permanent: true, mark: 'ses:0102-bounce', bounce: { status: '5.1.1' } });
  expect(identity).toEqual(published);
});

it.each([
  ['General', '5.1.1', 'smtp; 550 5.1.1 user unknown', 'bounced'],
  ['General', '', '', 'bounced'],
  ['General', '5.7.1', 'smtp; 554 5.7.1 Client host blocked using a block list', 'policy'],
  ['General', '5.2.2', 'smtp; 552 5.2.2 mailbox full', 'mailbox'],
  ['NoEmail', '', '', 'bounced'],
  ['Suppressed', '5.1.1', 'Amazon SES has suppressed sending to this address', 'bounced'],
  ['OnAccountSuppressionList', '', '', 'bounced'],
  ['UnsubscribedRecipient', '', '', 'other'],
])('says what a permanent bounce (%s %s) is about', (subType, status, diagnostic, reason) => {
  expect(bounceReason({ type: 'Permanent', subType, status: status || null, diagnostic })).toBe(reason);
});

it.each([
  ['Transient', 'General', 'other'],
  ['Transient', 'MailboxFull', 'mailbox'],
  ['Transient', 'MessageTooLarge', 'content'],
  ['Transient', 'ContentRejected', 'content'],
  ['Transient', 'AttachmentRejected', 'content'],
  ['Undetermined', 'Undetermined', 'other'],
])('never takes a bounce that is %s (%s) for a dead address', (type, subType, reason) => {
  const event = read({ eventType: 'Bounce', bounce: bounce({ type, subType, status: '', diagnostic: '' }) });
  expect(event?.permanent).toBe(false);
  expect(event?.bounce && bounceReason(event.bounce)).toBe(reason);
  expect(event?.bounce && bounceWords(event.bounce)).toBe(`Amazon SES: ${type} ${subType}`);
});

const at = '2026-05-03T12:00:09.000Z';

it.each([
  [
    { eventType: 'Delivery', delivery: { timestamp: at, smtpResponse: '250 ok' } },
    { what: 'delivered', words: '250 ok', at: Date.parse(at) },
  ],
  [{ notificationType: 'Delivery', delivery: { timestamp: at, smtpResponse: '250 ok' } }, { what: 'delivered' }],
  [
    {
      eventType: 'DeliveryDelay',
      deliveryDelay: { timestamp: at, delayType: 'MailboxFull', delayedRecipients: [{ emailAddress: 'a@b.example' }] },
    },
    { what: 'delayed', words: 'MailboxFull' },
  ],
  [
    {
      eventType: 'Complaint',
      complaint: { feedbackId: 'c1', timestamp: at, complaintSubType: null, complaintFeedbackType: 'abuse' },
    },
    { what: 'complained', words: 'abuse', mark: 'ses:c1' },
  ],
  [
    { eventType: 'Complaint', complaint: { feedbackId: 'c1', timestamp: at, complaintFeedbackType: 'not-spam' } },
    { what: 'other' },
  ],
  [
    { eventType: 'Reject', reject: { reason: 'Bad content' } },
    { what: 'bounced', permanent: true, bounce: { type: 'Reject', diagnostic: 'Bad content' } },
  ],
  [
    { eventType: 'Rendering Failure', failure: { errorMessage: 'no such name', templateName: 't' } },
    { what: 'bounced', bounce: { diagnostic: 'no such name' } },
  ],
  [
    { eventType: 'Open', open: { timestamp: at, userAgent: 'Mail', ipAddress: '192.0.2.1' } },
    { what: 'opened', agent: 'Mail' },
  ],
  [
    { eventType: 'Click', click: { timestamp: at, userAgent: 'Mail', link: 'https://a.example/' } },
    { what: 'clicked', link: 'https://a.example/' },
  ],
  [
    { eventType: 'Subscription', subscription: { timestamp: at, newTopicPreferences: { unsubscribeAll: true } } },
    { what: 'unsubscribed' },
  ],
  [
    { eventType: 'Subscription', subscription: { timestamp: at, newTopicPreferences: { unsubscribeAll: false } } },
    { what: 'other' },
  ],
  [{ eventType: 'Send', send: {} }, { what: 'other' }],
  [{ eventType: 'SomethingNew' }, { what: 'other' }],
])('reads %j', (parts, expected) => expect(read(parts)).toMatchObject(expected));

it('finds our tag and the Message-ID, wherever it is told', () => {
  expect(read({ eventType: 'Send', tag: 'abc' })?.tags).toEqual(['abc']);
  expect(read({ notificationType: 'Delivery', headers: [{ name: 'Message-Id', value: '<a@b>' }] })?.messageIds).toEqual([
    '<a@b>',
  ]);
});

it.each([null, 5, 'text', {}, { eventType: 'Bounce' }, { mail: { messageId: 'x' } }, { Type: 'Notification' }])(
  'says that %j is no event',
  (json) => expect(readSesEvent(json)).toBeNull(),
);
