import { expect, test } from 'vitest';
import { classifyReply, type Stage } from './outcome.ts';

const table: [Stage, string, string][] = [
  ['rcpt', '550 5.1.1 <a@b.example>: Recipient address rejected: User unknown', 'refused bounced'],
  ['rcpt', '550 5.1.10 RESOLVER.ADR.RecipientNotFound', 'refused bounced'],
  ['rcpt', '550 No such user here', 'refused bounced'],
  ['rcpt', '550 Requested action not taken: mailbox unavailable', 'refused bounced'],
  ['rcpt', '553 5.3.0 <a@b.example>... User unknown', 'refused bounced'],
  ['rcpt', '550 5.2.1 The email account that you tried to reach is disabled', 'refused bounced'],
  ['rcpt', '550 5.1.8 Sender address rejected: Domain not found', 'refused policy'],
  ['rcpt', '552 5.2.2 Mailbox full', 'refused mailbox'],
  ['rcpt', '554 5.7.1 Service unavailable; Client host blocked using zen.spamhaus.org', 'refused policy'],
  ['rcpt', '550 Mailbox unavailable: blocked by policy', 'refused policy'],
  ['rcpt', '554 Relay access denied', 'refused policy'],
  ['data', '554 5.5.1 No valid recipients', 'refused other'],
  ['body', '552 5.3.4 Message too big', 'refused content'],
  ['body', '550 5.1.1 User unknown', 'refused bounced'],
  ['body', '550 Requested action not taken: mailbox unavailable', 'refused content'],
  ['body', '554 Transaction failed', 'refused content'],
  ['rcpt', '552 5.2.2 Quota exceeded: the mailbox of a@b.example is full', 'refused mailbox'],
  ['rcpt', '450 4.2.1 The user you are trying to contact is receiving mail at a rate that prevents it', 'deferred'],
  ['body', '550 5.7.60 SMTP; Client does not have permissions to send as this sender', 'refused policy'],
  ['body', '554 5.7.1 Message rejected as spam', 'refused content'],
  ['rcpt', '450 4.2.0 Greylisted, come back in 5 minutes', 'deferred'],
  ['rcpt', '452 4.2.2 Over quota', 'deferred'],
  ['body', '451 4.3.0 Queue file write error', 'deferred'],
  ['mail', '451 4.3.2 System not accepting', 'deferred slowly'],
  ['rcpt', '421 4.7.0 Try again later, closing connection', 'deferred slowly'],
  ['body', '421 Service shutting down', 'deferred slowly'],
  ['rcpt', '450 4.7.1 Rate limit: too many messages', 'deferred slowly'],
  ['body', '454 Throttling failure: Maximum sending rate exceeded.', 'deferred slowly'],
  ['mail', '530 5.7.0 Must issue a STARTTLS command first', 'trouble auth'],
  ['mail', '530 5.7.1 Authentication required', 'trouble auth'],
  ['body', '550 5.4.5 Daily user sending limit exceeded', 'trouble quota'],
  ['body', '454 Throttling failure: Daily message quota exceeded.', 'trouble quota'],
  ['mail', '553 5.7.1 Sender address rejected: not owned by user', 'trouble sender'],
  ['mail', '552 5.3.4 Message size exceeds fixed limit', 'trouble content'],
  ['mail', '550 5.7.606 Access denied, banned sending IP [192.0.2.1]', 'trouble policy'],
  ['rcpt', "550 5.1.90 Your message can't be sent because you've reached your daily limit", 'trouble quota'],
  ['body', '554 Message rejected: Sending paused for this account.', 'trouble auth'],
  ['rcpt', '550 Service refused, please try later', 'deferred'],
  ['rcpt', '554 4.4.7 Delivery expired', 'refused other'],
];

test.each(table)('reads at %s "%s" as %s', (stage, reply, meant) => {
  const outcome = classifyReply({ stage, reply });
  const detail =
    outcome.is === 'refused'
      ? ` ${outcome.reason}`
      : outcome.is === 'trouble'
        ? ` ${outcome.with}`
        : outcome.is === 'deferred' && outcome.slowDown
          ? ' slowly'
          : '';
  expect(outcome.is + detail).toBe(meant);
});

test('keeps the codes and the words of an answer over several lines', () => {
  expect(
    classifyReply({ stage: 'rcpt', reply: '550-5.1.1 The account does not exist.\r\n550 5.1.1 Try checking the address.\r\n' }),
  ).toMatchObject({
    code: 550,
    enhancedCode: '5.1.1',
    reply: '550-5.1.1 The account does not exist. Try checking the address.',
  });
});
