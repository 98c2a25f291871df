import { expect, test } from 'vitest';
import type { SendPerson } from '#shared/rpc/sends.ts';
import { outcomeOf, triesWords } from './people-words.ts';

const person = (facts: Partial<SendPerson>): SendPerson => ({
  ...{ id: 1, email: 'a@x.example', contactId: null, kind: 'campaign', status: 'accepted', reason: '', attempts: 1 },
  ...{ attemptedAt: 1, firstAttemptedAt: 1, settledAt: 1, dueAt: null, givenUpAt: null, code: null, enhancedCode: null },
  ...{ reply: '', bounced: false, complained: false },
  ...facts,
});

test('what came back later goes before the acceptance, and a complaint before all', () => {
  expect(outcomeOf(person({}))).toBe('accepted');
  expect(outcomeOf(person({ bounced: true }))).toBe('bounced');
  expect(outcomeOf(person({ bounced: true, complained: true }))).toBe('complained');
});

test('who gets it later by plan waits, who was put off is deferred', () => {
  expect(outcomeOf(person({ status: 'deferred', attempts: 0 }))).toBe('waiting');
  expect(outcomeOf(person({ status: 'deferred', attempts: 2 }))).toBe('deferred');
  expect(outcomeOf(person({ status: 'attempting' }))).toBe('waiting');
});

test('the tries are told with when the next one is and when it is given up', () => {
  const at = new Date(2026, 10, 21, 14, 5).getTime();
  expect(triesWords(person({}))).toBe('tried once');
  const words = triesWords(person({ status: 'deferred', attempts: 3, dueAt: at, givenUpAt: at + 86_400_000 }));
  expect(words).toMatch(/^tried 3 times, again at 14:05, given up .*14:05$/);
  expect(triesWords(person({ status: 'pending', attempts: 0 }))).toBe('not tried yet');
});
