import { describe, expect, it } from 'vitest';
import { paceOf } from './pace.ts';

describe('the pace of an import', () => {
  it('says nothing while it is too early', () => {
    expect(paceOf({ rows: 10, bytes: 1000, bytesRead: 10, startedAt: 0 }, 100)).toEqual({ perSecond: null, msLeft: null });
  });

  it('is taken from the rows read and the bytes left', () => {
    expect(paceOf({ rows: 5000, bytes: 1000, bytesRead: 250, startedAt: 0 }, 2000)).toEqual({ perSecond: 2500, msLeft: 6000 });
  });
});
