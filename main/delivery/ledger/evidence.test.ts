import { afterEach, beforeEach, expect, test } from 'vitest';
import { sql, type WriteDb } from '../../db/db.ts';
import { workspaceDb } from '../../db/testing.ts';
import { addEvidence, type Evidence, evidenceOf, getMessage } from '../delivery.ts';
import { seedSend, smtpTransport } from '../testing.ts';

let db: WriteDb;
let close: () => void;
let suppressed: { email: string; reason: string }[];
beforeEach(async () => {
  ({ db, close } = await workspaceDb());
  suppressed = [];
});
afterEach(() => close());

const suppressions = {
  isSuppressed: () => false,
  suppress: ({ email, reason }: { email: string; reason: string }) => void suppressed.push({ email, reason }),
};
const bounce = { what: 'bounced', permanent: true, reason: 'bounced', enhancedCode: '5.1.1', words: 'no such user' } as const;
const add = (evidence: Partial<Evidence> & Pick<Evidence, 'what'>) =>
  addEvidence(db, {
    evidence: {
      messageId: 1,
      permanent: false,
      reason: '',
      enhancedCode: null,
      words: '',
      source: 'mailbox',
      mark: evidence.what,
      at: 5,
      ...evidence,
    },
    suppressions,
  });
const messageIn = (status: string) => {
  seedSend(db, { count: 1, transportId: smtpTransport(db, { port: 1 }).id });
  db.run(sql`UPDATE messages SET status = ${status}`);
  return () => getMessage(db, 1);
};

test('a permanent bounce of a message whose outcome was unknown refuses it and suppresses the address', () => {
  const message = messageIn('uncertain');
  expect(add(bounce)).toBe(true);
  expect(message()).toMatchObject({ status: 'refused', reason: 'bounced', reply: 'no such user', enhancedCode: '5.1.1' });
  expect(suppressed).toEqual([{ email: 'p1@example.com', reason: 'bounced' }]);
});

test('an open proves that a message arrived whose outcome was unknown', () => {
  const message = messageIn('uncertain');
  add({ what: 'opened', source: 'tracking' });
  expect(message()).toMatchObject({ status: 'accepted', reason: 'by evidence' });
  expect(suppressed).toEqual([]);
});

test('an accepted message stays accepted when it bounces later, and the same report counts once', () => {
  const message = messageIn('accepted');
  expect(add(bounce)).toBe(true);
  expect(add(bounce)).toBe(false);
  expect(message()?.status).toBe('accepted');
  expect(evidenceOf(db, 1)).toHaveLength(1);
});

test('a full mailbox suppresses nobody, a complaint does', () => {
  messageIn('accepted');
  add({ what: 'bounced', permanent: true, reason: 'mailbox' });
  expect(suppressed).toEqual([]);
  add({ what: 'complained' });
  expect(suppressed).toEqual([{ email: 'p1@example.com', reason: 'complained' }]);
});
