import { expect, test } from 'vitest';
import type { Report } from '#shared/rpc/campaigns.ts';
import type { Progress } from '#shared/rpc/sends.ts';
import { outcomesOf, settled } from './live.ts';

const report: Report = {
  status: 'sending',
  progress: null,
  recipients: 10,
  accepted: 3,
  refused: 1,
  deferred: 0,
  uncertain: 0,
  skipped: 2,
  pending: 6,
  opens: { total: 0, people: 0 },
  clicks: { total: 0, people: 0 },
  unsubscribes: 0,
  tracked: true,
  links: [],
  skippedReasons: [],
  refusals: [],
  domains: [],
  clicksOverTime: [],
};
const progress: Progress = {
  waves: [],
  spreadMs: null,
  canary: null,
  sendId: 's',
  state: 'sending',
  pauseReason: '',
  recipients: 10,
  preparing: null,
  counts: { pending: 2, claimed: 1, attempting: 1, accepted: 4, refused: 1, deferred: 1, uncertain: 0, skipped: 2 },
  perSecond: 2,
  msLeft: null,
  limitedBy: '',
  nextTryAt: null,
  startedAt: 0,
  finishedAt: null,
};

test('while a send runs its progress is shown, not the older report', () => {
  expect(outcomesOf(report, progress)).toEqual({
    recipients: 10,
    accepted: 4,
    refused: 1,
    deferred: 1,
    uncertain: 0,
    skipped: 2,
    waiting: 4,
  });
  expect(outcomesOf(report, null)).toMatchObject({ accepted: 3, waiting: 6 });
});

test('a message that is tried again is not settled', () => {
  expect(settled(outcomesOf(report, progress))).toBe(5);
});

test('messages that wait for their wave or go first wait by plan, and not for another try', () => {
  const counts = { ...progress.counts, deferred: 10 };
  const waves = [
    { at: 1, recipients: 4 },
    { at: 2, recipients: 3 },
  ];
  const before = outcomesOf(report, progress).waiting;
  expect(outcomesOf(report, { ...progress, counts, waves })).toMatchObject({ deferred: 3, waiting: before + 7 });
  const canary = {
    first: 10,
    phase: 'running',
    goesOnAt: null,
    tried: 0,
    refused: 0,
    uncertain: 0,
    complained: 0,
    opened: 0,
  } as const;
  expect(outcomesOf(report, { ...progress, counts, canary })).toMatchObject({ deferred: 0, waiting: before + 10 });
});
