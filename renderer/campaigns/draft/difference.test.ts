import { expect, test } from 'vitest';
import { type Draft, difference } from './difference.ts';

const draft: Draft = {
  name: 'Winter bread',
  brandId: null,
  transportId: null,
  subject: '',
  preheader: '',
  audience: { everyone: false, listIds: ['a'], tagIds: [], segmentIds: [], excludedListIds: [], excludedSegmentIds: [] },
  trackOpens: true,
  trackClicks: true,
};

test('only what was changed is written', () => {
  expect(difference(draft, { ...draft, subject: 'Rye' })).toEqual({ subject: 'Rye' });
  expect(difference(draft, { ...draft, audience: { ...draft.audience } })).toBeNull();
  const audience = { ...draft.audience, listIds: ['a', 'b'] };
  expect(difference(draft, { ...draft, audience, trackOpens: false })).toEqual({ audience, trackOpens: false });
});

test('an emptied name waits until something is typed', () => {
  expect(difference(draft, { ...draft, name: ' ' })).toBeNull();
  expect(difference(draft, { ...draft, name: '', subject: 'Rye' })).toEqual({ subject: 'Rye' });
});
