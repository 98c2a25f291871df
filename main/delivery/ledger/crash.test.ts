import { afterEach, beforeEach, expect, test } from 'vitest';
import type { WriteDb } from '../../db/db.ts';
import { workspaceDb } from '../../db/testing.ts';
import { countByStatus, requireSend } from '../delivery.ts';
import { mailServer, seedSend, smtpTransport, until } from '../testing.ts';
import { accountFor, goOn, type KillPoint, killAt, killPoints, startSender } from './testing-kills.ts';

const RECIPIENTS = 150;
const CONNECTIONS = 3;
/** Each of these starts processes, which takes its time where others run as well. */
const PATIENCE_MS = 60_000;
/** At these nothing is in the air, so that nothing can be in doubt. */
const certain: readonly KillPoint[] = ['claimed', 'closed'];

let db: WriteDb;
let close: () => void;
beforeEach(async () => {
  ({ db, close } = await workspaceDb());
});
afterEach(() => close());

test.each(killPoints)(
  'killed at "%s": nobody is lost, nobody gets it twice, and few are uncertain',
  async (point) => {
    const { crashed, account, state } = await killAt(db, { point, recipients: RECIPIENTS, connections: CONNECTIONS });
    expect(account).toMatchObject({ lost: 0, doubled: 0, accepted: RECIPIENTS - account.uncertain });
    expect(account.uncertain).toBe(crashed.attempting);
    expect(account.uncertain).toBeLessThanOrEqual(CONNECTIONS);
    if (certain.includes(point)) expect(account.uncertain).toBe(0);
    expect(account.arrived).toBeGreaterThanOrEqual(account.accepted);
    expect(state).toBe(account.uncertain > 0 ? 'paused' : 'finished');
  },
  PATIENCE_MS,
);

test(
  'what is uncertain after a kill before the first byte has not arrived, and after the dot it has',
  async () => {
    const before = await killAt(db, { point: 'attempting', recipients: RECIPIENTS, connections: 1 });
    expect(before.account).toMatchObject({ uncertain: 1, arrived: RECIPIENTS - 1 });
    const other = await workspaceDb();
    const after = await killAt(other.db, { point: 'dot', recipients: RECIPIENTS, connections: 1 });
    other.close();
    expect(after.account).toMatchObject({ uncertain: 1, arrived: RECIPIENTS });
  },
  PATIENCE_MS,
);

test(
  'killed at any moment, again and again: nobody is lost and nobody gets it twice',
  async () => {
    const server = await mailServer();
    const { id: transportId } = smtpTransport(db, { port: server.port, connections: CONNECTIONS });
    const send = seedSend(db, { count: 1000, transportId });
    let kills = 0;
    for (; kills < 5 && requireSend(db, send.publicId).state === 'sending'; kills++) {
      const { kill } = startSender(db.file, 'none');
      const from = server.got.length;
      await until('more have arrived', () => server.got.length > from + 50 + kills * 17 || server.got.length >= 990);
      const before = countByStatus(db, send.sendId).uncertain;
      await kill();
      const { attempting, uncertain } = countByStatus(db, send.sendId);
      expect(attempting + uncertain - before).toBeLessThanOrEqual(CONNECTIONS);
    }
    await goOn(db, send);
    await server.stop();
    const account = accountFor(db, send, server.got);
    expect(account).toMatchObject({ lost: 0, doubled: 0, accepted: 1000 - account.uncertain });
    expect(account.uncertain).toBeLessThanOrEqual(CONNECTIONS * kills);
  },
  PATIENCE_MS,
);
