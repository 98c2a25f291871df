import { afterEach, beforeEach, expect, test } from 'vitest';
import type { WriteDb } from '../../db/db.ts';
import { workspaceDb } from '../../db/testing.ts';
import { type Letters, listMessages, requireSend } from '../delivery.ts';
import { deliveryOn, mailServer, plainLetters, seedSend, smtpTransport, until } from '../testing.ts';

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

const people = ['jörg@bücher.example', 'anna@bücher.example', '用户@example.com'];

async function sendTo(options: { offered: boolean; letters?: Letters }) {
  const asked: { args: unknown }[] = [];
  const server = await mailServer({
    hideSMTPUTF8: !options.offered,
    onMailFrom: (address, _session, callback) => {
      asked.push({ args: address.args });
      callback();
    },
  });
  cleanUp.push(server.stop);
  const { id: transportId } = smtpTransport(db, { port: server.port, connections: 1 });
  const send = seedSend(db, { count: 3, transportId, address: (index) => people[index - 1] ?? '' });
  const delivery = deliveryOn(db, { letters: options.letters ?? plainLetters });
  cleanUp.push(() => delivery.stop());
  delivery.start();
  const stateOf = () => requireSend(db, send.publicId).state;
  await until('the send is over', () => stateOf() !== 'sending');
  const rows = listMessages(db, { sendId: send.sendId, offset: 0, limit: 10 }).rows;
  return { server, asked, rows, state: stateOf() };
}

test('an address with letters beyond a–z is written to where the server can deal with it, the domain in ASCII', async () => {
  const { server, asked, rows } = await sendTo({ offered: true });
  expect(rows.map(({ status }) => status)).toEqual(['accepted', 'accepted', 'accepted']);
  // The server of this test shows domains in their Unicode form, whatever was said to it.
  expect(server.got.map(({ to }) => to[0]).sort()).toEqual([...people].sort());
  expect(asked.map(({ args }) => (args as Record<string, unknown>).SMTPUTF8 === true)).toEqual([true, false, true]);
  expect(server.got.map(({ raw }) => /^To: (.*)$/m.exec(raw)?.[1]?.trim()).sort()).toEqual(
    ['anna@xn--bcher-kva.example', 'jörg@xn--bcher-kva.example', '用户@example.com'].sort(),
  );
});

test('where the server cannot, nothing is said to it and the reason is in the ledger; others get theirs', async () => {
  const { server, rows, state } = await sendTo({ offered: false });
  expect(state).toBe('finished');
  expect(server.got.map(({ to }) => to[0])).toEqual(['anna@bücher.example']);
  const refused = rows.filter(({ status }) => status === 'refused');
  expect(refused.map(({ reason, reply }) => [reason, reply])).toEqual(
    Array(2).fill(['other', expect.stringMatching(/letters beyond a–z before the @ .*this address has some/)]),
  );
});

test('a sender whose own address needs it holds the send up instead of failing everybody', async () => {
  const letters: Letters = {
    ...plainLetters,
    forSend: (sendId) => {
      const write = plainLetters.forSend(sendId);
      return (recipient) => ({ ...write(recipient), from: { name: 'Jörg', email: 'jörg@hearth.example' } });
    },
  };
  const { server, rows, state } = await sendTo({ offered: false, letters });
  expect(state).toBe('paused');
  expect(server.got).toEqual([]);
  expect(rows.map(({ status }) => status)).toEqual(['pending', 'pending', 'pending']);
});
