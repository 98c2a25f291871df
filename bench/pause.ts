// How long after pausing or cancelling a send at full speed the last message is still accepted. Into Postfix's smtp-sink,
// the ledger on the disk as always.
import { parseArgs } from 'node:util';
import { sql, type WriteDb } from '../main/db/db.ts';
import { workspaceDb } from '../main/db/testing.ts';
import { cancelSend, pauseSend, resumeSend } from '../main/delivery/delivery.ts';
import { deliveryOn, seedSend, smtpTransport, until } from '../main/delivery/testing.ts';
import { startSink } from './send-sink.ts';

const { values } = parseArgs({
  options: {
    n: { type: 'string', default: '100000' },
    sessions: { type: 'string', default: '5,20' },
    times: { type: 'string', default: '20' },
  },
});
const times = Number(values.times);
const SETTLED_MS = 250;

const accepted = (db: WriteDb, sendId: number): number =>
  db.value<number>(sql`/* bench */ SELECT count(*) FROM messages WHERE send_id = ${sendId} AND status = 'accepted'`) ?? 0;
const lastAccepted = (db: WriteDb, sendId: number): number =>
  db.value<number>(sql`/* bench */ SELECT max(settled_at) FROM messages WHERE send_id = ${sendId} AND status = 'accepted'`) ?? 0;
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Stops a send that runs at full speed; returns how long the call took, and how long until the last acceptance. */
async function stopNow(db: WriteDb, sendId: number, stop: () => void): Promise<{ call: number; last: number; after: number }> {
  const had = accepted(db, sendId);
  await until('it is at full speed', () => accepted(db, sendId) > had + 200);
  const at = Date.now();
  const start = performance.now();
  stop();
  const call = performance.now() - start;
  const then = accepted(db, sendId);
  await pause(SETTLED_MS);
  const settled = accepted(db, sendId);
  const last = Math.max(0, lastAccepted(db, sendId) - at);
  await pause(SETTLED_MS);
  if (accepted(db, sendId) !== settled) throw new Error('messages still leave');
  return { call, last, after: settled - then };
}

const median = (numbers: readonly number[]) => numbers.toSorted((a, b) => a - b)[numbers.length >> 1] ?? Number.NaN;
function print(what: string, sessions: number, results: readonly { call: number; last: number; after: number }[]): void {
  const of = (name: 'call' | 'last' | 'after') => results.map((one) => one[name]);
  const ms = (numbers: number[]) => `${median(numbers).toFixed(0)} / ${Math.max(...numbers).toFixed(0)} ms`;
  console.log(
    `| ${what} ${results.length} times | ${sessions} | ${ms(of('last'))} | ${ms(of('call'))} | ${median(of('after'))} / ${Math.max(...of('after'))} |`,
  );
}

const sink = await startSink();
try {
  console.log('| | sessions | to the last accepted, median / worst | of which the call itself | accepted after the call |');
  console.log('|---|---|---|---|---|');
  for (const sessions of values.sessions.split(',').map(Number)) {
    const { db, close } = await workspaceDb();
    const { id: transportId } = smtpTransport(db, { port: sink.port, connections: sessions });
    const send = seedSend(db, { count: Number(values.n), transportId });
    const delivery = deliveryOn(db);
    delivery.start();
    const pauses: Awaited<ReturnType<typeof stopNow>>[] = [];
    for (let nth = 0; nth < times; nth++) {
      pauses.push(await stopNow(db, send.sendId, () => pauseSend(db, { sendId: send.sendId })));
      resumeSend(db, { sendId: send.sendId });
      delivery.wake();
    }
    print('pause', sessions, pauses);
    const cancels = [await stopNow(db, send.sendId, () => cancelSend(db, { sendId: send.sendId, now: Date.now() }))];
    delivery.wake();
    for (let nth = 1; nth < 5; nth++) {
      const another = seedSend(db, { count: 0, transportId });
      delivery.wake();
      const cancel = () => {
        cancelSend(db, { sendId: another.sendId, now: Date.now() });
        delivery.wake();
      };
      cancels.push(await stopNow(db, another.sendId, cancel));
    }
    print('cancel', sessions, cancels);
    await delivery.stop();
    close();
  }
} finally {
  await sink.stop();
}
