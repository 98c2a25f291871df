import { expect, it } from 'vitest';
import { foundInWords } from './mailbox-words.ts';

const none = { bounces: 0, delays: 0, complaints: 0, unsubscribes: 0, replies: 0, autoReplies: 0, others: 0 };

it('says what was found and that the rest was left alone', () => {
  expect(foundInWords({ ...none, bounces: 14, complaints: 2, unsubscribes: 3, others: 40 })).toBe(
    '14 bounces, 2 complaints, 3 unsubscribes; 40 other mails left alone',
  );
  expect(foundInWords({ ...none, replies: 1 })).toBe('1 reply');
  expect(foundInWords({ ...none, others: 1 })).toBe('1 other mail left alone');
  expect(foundInWords(none)).toBe('nothing found yet');
});
