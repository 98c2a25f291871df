import { expect, test } from 'vitest';
import { powerCuts } from './testing-power.ts';

const CONNECTIONS = 10;
/** So many that they are written down in slices. */
const RECIPIENTS = 6_000;
const PATIENCE_MS = 120_000;

test(
  'the power fails again and again: nobody is lost, nobody gets it twice, and uncertain are those on a connection',
  async () => {
    const { account, cuts, state } = await powerCuts({ recipients: RECIPIENTS, connections: CONNECTIONS, cuts: 8, early: 3 });
    expect(cuts).toHaveLength(8);
    // Some of it was not on the disk: what was prepared in slices.
    expect(cuts.some(({ unsynced }) => unsynced > 0)).toBe(true);
    expect(cuts.some(({ preparing }) => preparing)).toBe(true);
    expect(account).toMatchObject({ lost: 0, doubled: 0, accepted: RECIPIENTS - account.uncertain });
    for (const { uncertain } of cuts) expect(uncertain).toBeLessThanOrEqual(CONNECTIONS);
    expect(state).toBe(account.uncertain > 0 ? 'paused' : 'finished');
  },
  PATIENCE_MS,
);

test(
  'with a few fast connections the disk is told ahead, and uncertain are also those that it was told',
  async () => {
    const [connections, told] = [2, 8];
    const { account, cuts } = await powerCuts({ recipients: 4_000, connections, cuts: 6, early: 0 });
    expect(account).toMatchObject({ lost: 0, doubled: 0, accepted: 4_000 - account.uncertain });
    for (const { uncertain } of cuts) expect(uncertain).toBeLessThanOrEqual(connections + told);
    expect(cuts.some(({ told }) => told > 0)).toBe(true);
    expect(cuts.some(({ unsynced }) => unsynced > 0)).toBe(true);
  },
  PATIENCE_MS,
);

test(
  'a ledger that does not wait for the disk would send to some of them twice',
  async () => {
    const { account } = await powerCuts({ recipients: 300, connections: CONNECTIONS, cuts: 2, early: 0, careless: true });
    expect(account.doubled).toBeGreaterThan(0);
  },
  PATIENCE_MS,
);
