import { describe, expect, it } from 'vitest';
import { statusOf } from './status.ts';

describe('the status of a campaign', () => {
  it.each([
    [{ scheduledAt: null, send: null }, 'draft'],
    [{ scheduledAt: 1, send: null }, 'scheduled'],
    [{ scheduledAt: null, send: 'sending' }, 'sending'],
    [{ scheduledAt: null, send: 'paused' }, 'paused'],
    [{ scheduledAt: null, send: 'cancelled' }, 'cancelled'],
    [{ scheduledAt: null, send: 'finished' }, 'sent'],
    [{ scheduledAt: 1, send: 'finished' }, 'sent'],
  ] as const)('of %o is %s', (facts, status) => expect(statusOf(facts)).toBe(status));
});
