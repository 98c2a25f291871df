import { afterEach, beforeEach, expect, it } from 'vitest';
import { sql, type WriteDb } from '../../db/db.ts';
import { workspaceDb } from '../../db/testing.ts';
import { countByStatus } from '../delivery.ts';
import { seedSend, smtpTransport } from '../testing.ts';
import { sayDepartures } from './departures.store.ts';
import { recover } from './recover.ts';

let db: WriteDb;
let close: () => void;
let sendId: number;
beforeEach(async () => {
  ({ db, close } = await workspaceDb());
  const { id: transportId } = smtpTransport(db, { port: 1 });
  ({ sendId } = seedSend(db, { count: 6, transportId }));
  const ids = db.all<{ id: number }>(sql`SELECT id FROM messages ORDER BY id`).map(({ id }) => id);
  const [waiting = 0, underWay = 0] = ids;
  db.run(sql`UPDATE messages SET status = 'claimed' WHERE id > ${waiting}`);
  db.run(sql`UPDATE messages SET status = 'attempting' WHERE id = ${underWay}`);
  // One that has not been claimed again, one that is under way, and two that may be.
  sayDepartures(db, { transportId, ids: ids.slice(0, 4), boot: 'before' });
});
afterEach(() => close());

const recovered = (boot: string) => {
  recover(db, { now: 1, longestWaitMs: 1000, boot });
  const { pending, uncertain } = countByStatus(db, sendId);
  return { pending, uncertain };
};

it('after the end of the process holds only what was being attempted for uncertain', () => {
  expect(recovered('before')).toEqual({ pending: 5, uncertain: 1 });
});

it('after the end of the computer holds what may have left for uncertain as well, and no more the next time', () => {
  expect(recovered('after')).toEqual({ pending: 3, uncertain: 3 });
  db.run(sql`UPDATE messages SET status = 'claimed' WHERE status = 'pending'`);
  expect(recovered('once more')).toEqual({ pending: 3, uncertain: 3 });
});
