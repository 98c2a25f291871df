import { expect, test } from 'vitest';
import { powerCuts } from './testing-power.ts';

const CONNECTIONS = 10;
/** As many as there are connections, and sixteen. */
const TOLD_AHEAD = CONNECTIONS + 16;
/** So many that they are written down in slices. */
const RECIPIENTS = 6_000;
const PATIENCE_MS = 120_000;

test(
  'the power fails again and again: nobody is lost, nobody gets it twice, and few are uncertain',
  async () => {
    const { account, cuts, state } = await powerCuts({ recipients: RECIPIENTS, connections: CONNECTIONS, cuts: 8, early: 3 });
    expect(cuts).toHaveLength(8);
    // Some of it was not on the disk: what was prepared in slices.
    expect(cuts.some(({ unsynced }) => unsynced > 0)).toBe(true);
    expect(cuts.some(({ preparing }) => preparing)).toBe(true);
    expect(account).toMatchObject({ lost: 0, doubled: 0, accepted: RECIPIENTS - account.uncertain });
    // Those in the air, and those that the disk was told ahead may leave.
    for (const { uncertain } of cuts) expect(uncertain).toBeLessThanOrEqual(CONNECTIONS + TOLD_AHEAD);
    expect(cuts.some(({ told }) => told > 0)).toBe(true);
    expect(state).toBe(account.uncertain > 0 ? 'paused' : 'finished');
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
