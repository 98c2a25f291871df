import { afterEach, beforeEach, expect, test } from 'vitest';
import { createDisk, type Disk, type WriteDb } from '../../db/db.ts';
import { workspaceDb } from '../../db/testing.ts';
import { countByStatus, requireSend } from '../delivery.ts';
import { deliveryOn, mailServer, seedSend, smtpTransport, until } from '../testing.ts';

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

async function sending(disk: Disk, work: Parameters<typeof deliveryOn>[1] = {}) {
  const server = await mailServer();
  cleanUp.push(() => server.stop());
  const { id: transportId } = smtpTransport(db, { port: server.port, connections: 2 });
  const send = seedSend(db, { count: 100, transportId });
  const delivery = deliveryOn(db, { disk, ...work });
  cleanUp.push(() => delivery.stop());
  delivery.start();
  return { server, send, delivery, isFinished: () => requireSend(db, send.publicId).state === 'finished' };
}

/** A disk that takes what is written as it likes: each wait lasts until it is let go. */
function slowDisk() {
  const real = createDisk(db);
  const held: (() => void)[] = [];
  let isSlow = true;
  const letGo = () => {
    for (const go of held.splice(0)) go();
  };
  return {
    waits: () => held.length,
    letGo,
    beQuick: () => {
      isSlow = false;
      letGo();
    },
    disk: {
      ...real,
      flush: async () => {
        if (isSlow) await new Promise<void>((resolve) => void held.push(resolve));
        await real.flush();
      },
    },
  };
}

test('nothing leaves before the disk has that it does, however long that takes, while everything else goes on', async () => {
  const { waits, letGo, beQuick, disk } = slowDisk();
  const { server, send, delivery, isFinished } = await sending(disk);
  for (let turn = 1; turn <= 10; turn++) {
    await until('the disk is waited for', () => waits() === 1);
    const { attempting, accepted } = countByStatus(db, send.sendId);
    expect(attempting).toBeLessThanOrEqual(2);
    delivery.wake();
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(waits()).toBe(1);
    // What is being attempted is written down and has not left; what arrived is all that was told.
    expect(server.got.length - accepted).toBeLessThanOrEqual(2);
    expect(server.got.length + attempting).toBeLessThanOrEqual(2 * turn);
    letGo();
  }
  beQuick();
  await until('it is finished', isFinished);
  expect(server.got).toHaveLength(100);
  expect(countByStatus(db, send.sendId)).toMatchObject({ accepted: 100, uncertain: 0 });
});

test('while the disk says no nothing leaves and the reason is told, and then it goes on with the very same messages', async () => {
  const real = createDisk(db);
  let isBroken = false;
  let refused = 0;
  const disk: Disk = {
    ...real,
    flush: async () => {
      if (!isBroken) return real.flush();
      refused++;
      throw Object.assign(new Error('i/o error, fdatasync'), { code: 'EIO' });
    },
  };
  const { server, send, delivery, isFinished } = await sending(disk, { timing: { ledgerRetryMs: 20 } });
  await until('some have left', () => server.got.length > 20);
  isBroken = true;
  await until('it says so', () => delivery.pace(send.sendId).waiting !== null && refused > 3);
  const got = server.got.length;
  await until('it was tried again', () => refused > 6);
  expect(server.got).toHaveLength(got);
  isBroken = false;
  await until('it is finished', isFinished);
  expect(server.got).toHaveLength(100);
  expect(countByStatus(db, send.sendId)).toMatchObject({ accepted: 100, uncertain: 0 });
});

test('what the disk is still to get when sending stops lands before it has stopped', async () => {
  const { waits, beQuick, disk } = slowDisk();
  const { server, send, delivery } = await sending(disk);
  await until('the disk is waited for', () => waits() === 1);
  const stopped = delivery.stop();
  beQuick();
  await stopped;
  const { attempting, accepted } = countByStatus(db, send.sendId);
  expect(attempting).toBe(0);
  expect(accepted).toBe(server.got.length);
});

test('sending that was stopped begins anew', async () => {
  const { server, delivery, isFinished } = await sending(createDisk(db));
  await until('some have left', () => server.got.length > 10);
  await delivery.stop();
  const got = server.got.length;
  delivery.start();
  await until('it is finished', isFinished);
  expect(got).toBeLessThan(100);
  expect(server.got).toHaveLength(100);
});
