import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type MessageStatus, messageStatus } from '#shared/schema/words.ts';
import { sql, type WriteDb } from '../../db/db.ts';
import { workspaceDb } from '../../db/testing.ts';
import { cancelSend, countByStatus, decide, enqueueOne, pauseSend, resumeSend, retryRefused } from '../delivery.ts';
import { prepareSlice } from '../sends/prepare.ts';
import { noCounts } from '../sends/send-state.ts';
import { sendFacts } from '../sends/sends.store.ts';
import { closeIfDone, sweepCancelled } from '../sends/sends.ts';
import { seedSend, smtpTransport } from '../testing.ts';
import { markAttempting, release } from './claim.store.ts';
import { claimNext } from './claim.ts';
import { recover } from './recover.ts';
import { settle } from './settle.store.ts';

const suppressions = { isSuppressed: (key: string) => key.startsWith('p7'), suppress: () => undefined };

/** Something that happens to the ledger; `pick` chooses to whom. */
const happenings = ['launch', 'prepare', 'claim', 'release', 'attempt', 'settle', 'pause', 'resume', 'cancel', 'sweep'] as const;
const rarer = ['crash', 'decide', 'retry', 'remove contact', 'remove send', 'single', 'close'] as const;
const happening = fc.record({
  what: fc.constantFrom(...happenings, ...happenings, ...rarer),
  pick: fc.nat(),
  status: fc.constantFrom<MessageStatus>('accepted', 'refused', 'deferred', 'uncertain', 'pending'),
});
type Happening = typeof happening extends fc.Arbitrary<infer Found> ? Found : never;

function happen(db: WriteDb, transportId: number, { what, pick, status }: Happening): void {
  const now = 1_000_000 + pick;
  const one = <Value>(values: readonly Value[]): Value | undefined => values[pick % Math.max(values.length, 1)];
  const inStatus = (some: MessageStatus) =>
    db.all<{ id: number; sendId: number | null }>(sql`SELECT id, send_id AS sendId FROM messages WHERE status = ${some}`);
  const send = one(db.all<{ id: number; state: string }>(sql`SELECT id, state FROM sends ORDER BY id`));
  const sendId = send?.id ?? 0;
  const isOpen = send?.state === 'sending' || send?.state === 'paused';
  switch (what) {
    case 'launch':
      // A few are written at once, many later.
      return void seedSend(db, {
        count: pick % 5 === 0 ? 3_100 : 40,
        transportId,
        now,
        address: (index) => `p${index}@x.example`,
      });
    case 'prepare':
      return void prepareSlice(db, now);
    case 'claim':
      return void db.transaction(() => claimNext(db, { transportId, limit: 1 + (pick % 60), now, suppressions }));
    case 'release':
      for (const { id } of inStatus('claimed').slice(0, pick % 9)) release(db, id);
      return;
    case 'attempt':
      for (const { id } of inStatus('claimed').slice(0, pick % 30)) markAttempting(db, id, now);
      return;
    case 'settle':
      for (const { id } of inStatus('attempting').slice(0, pick % 20))
        settle(db, {
          id,
          from: 'attempting',
          status,
          reason: 'other',
          code: null,
          enhancedCode: null,
          reply: '',
          dueAt: now,
          settledAt: now,
        });
      return;
    case 'pause':
      if (isOpen) pauseSend(db, { sendId });
      return;
    case 'resume':
      if (isOpen) resumeSend(db, { sendId });
      return;
    case 'cancel':
      if (isOpen) cancelSend(db, { sendId, now });
      return;
    case 'sweep':
      return void sweepCancelled(db, now);
    case 'crash':
      return void recover(db, { now, longestWaitMs: 1000, boot: 'now' });
    case 'decide': {
      const messageIds = inStatus('uncertain').flatMap((row) => (row.sendId === sendId ? [row.id] : []));
      if (send && send.state !== 'cancelled') decide(db, { sendId, messageIds, as: pick % 2 === 0 ? 'resend' : 'accepted', now });
      return;
    }
    case 'retry':
      if (send && send.state !== 'cancelled') retryRefused(db, { sendId, after: 0, suppressions });
      return;
    case 'remove contact':
      return void db.run(sql`DELETE FROM contacts WHERE id = ${1 + (pick % 50)}`);
    case 'remove send':
      if (pick % 4 === 0) db.run(sql`DELETE FROM sends WHERE id = ${sendId}`);
      return;
    case 'single':
      return void enqueueOne(db, { transportId, kind: 'test', contactId: null, email: 'me@x.example', content: {}, now });
    case 'close':
      if (sendFacts(db, sendId)) closeIfDone(db, { sendId, now });
      return;
  }
}

test('whatever happens to messages, each send knows how many of them are in each status', async () => {
  const { db, close } = await workspaceDb();
  const { id: transportId } = smtpTransport(db, { port: 1 });
  fc.assert(
    fc.property(fc.array(happening, { minLength: 10, maxLength: 60 }), (all) => {
      for (const one of all) happen(db, transportId, one);
      for (const { id } of db.all<{ id: number }>(sql`SELECT id FROM sends`)) {
        const counted = noCounts();
        for (const row of db.all<{ status: string; count: number }>(
          sql`SELECT status, count(*) AS count FROM messages WHERE send_id = ${id} GROUP BY status`,
        ))
          counted[messageStatus.parse(row.status)] += row.count;
        for (const row of db.all<{ status: string; count: number }>(
          sql`SELECT status, sum(people) AS count FROM preparations WHERE send_id = ${id} GROUP BY status`,
        ))
          counted[messageStatus.parse(row.status)] += row.count;
        expect(countByStatus(db, id)).toEqual(counted);
      }
      expect(db.value(sql`SELECT count(*) FROM send_counts WHERE count < 0`)).toBe(0);
      db.run(sql`DELETE FROM sends`);
      db.run(sql`DELETE FROM messages`);
      db.run(sql`DELETE FROM contacts`);
    }),
    { numRuns: 40 },
  );
  close();
}, 60_000);
