import { afterEach, beforeEach, expect, test } from 'vitest';
import type { WriteDb } from '../../db/db.ts';
import { workspaceDb } from '../../db/testing.ts';
import { countByStatus, requireSend, resumeSend } from '../delivery.ts';
import type { Outcome } from '../ledger/outcome.ts';
import { deliveryOn, mailServer, seedSend, smtpError, smtpTransport, until } from '../testing.ts';
import { createBrake } from './brake.ts';

let db: WriteDb;
const cleanUp: (() => unknown)[] = [];
beforeEach(async () => {
  const opened = await workspaceDb();
  db = opened.db;
  cleanUp.push(opened.close);
});
afterEach(async () => {
  for (const end of cleanUp.splice(0).reverse()) await end();
});

const accepted: Outcome = { is: 'accepted', reply: '250 ok', code: 250, enhancedCode: null };
const refused = (reason: 'bounced' | 'policy' | 'content'): Outcome => ({
  is: 'refused',
  reason,
  reply: '550 no',
  code: 550,
  enhancedCode: null,
});
/** At which of the outcomes the brake says something. */
function stops(outcomes: Outcome[]): number[] {
  const brake = createBrake();
  return outcomes.flatMap((outcome, index) => (brake.note(1, outcome) === null ? [] : [index]));
}
const mixed = (count: number, isRefused: (index: number) => boolean) =>
  Array.from({ length: count }, (_, index) => (isRefused(index) ? refused('bounced') : accepted));

test('a list with a few addresses that do not exist is sent to its end', () => {
  expect(stops(mixed(3000, (index) => index % 20 === 0))).toEqual([]);
});

test('refusals that jump stop the send, and after that not again before many more', () => {
  const outcomes = mixed(3000, (index) => index >= 1000 && index % 2 === 0);
  expect(stops(outcomes)).toEqual([1038, 1538, 2038, 2538]);
});

test('ten refusals in a row that are about us stop it at once, nine with one accepted between do not', () => {
  expect(stops(Array.from({ length: 10 }, () => refused('policy')))).toEqual([9]);
  const few = Array.from({ length: 400 }, (_, index) => (index % 100 < 9 ? refused('content') : accepted));
  expect(stops(few)).toEqual([]);
});

test('a send whose messages a server takes for spam is paused with its words, and goes on to the end when a person wants it', async () => {
  const server = await mailServer({
    hideENHANCEDSTATUSCODES: true,
    onRcptTo: (_address, _session, callback) => callback(smtpError(554, '5.7.1 Blocked by Spamhaus')),
  });
  cleanUp.push(() => server.stop());
  const { id: transportId } = smtpTransport(db, { port: server.port, connections: 1 });
  const send = seedSend(db, { count: 60, transportId });
  const delivery = deliveryOn(db);
  cleanUp.push(() => delivery.stop());
  delivery.start();
  const state = () => requireSend(db, send.publicId).state;
  await until('it is paused', () => state() === 'paused');
  expect(requireSend(db, send.publicId).pauseReason).toBe(
    '10 messages in a row were refused, the last one with: 554 5.7.1 Blocked by Spamhaus',
  );
  expect(countByStatus(db, send.sendId)).toMatchObject({ refused: 10, pending: 50, claimed: 0 });
  resumeSend(db, { sendId: send.sendId });
  delivery.wake();
  await until('it is finished', () => state() === 'finished');
  expect(countByStatus(db, send.sendId).refused).toBe(60);
});
