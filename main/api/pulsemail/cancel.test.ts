import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { z } from 'zod';
import { createContact } from '../../contacts/contacts.ts';
import { makeDefault } from '../../delivery/delivery.ts';
import { mailServer, smtpTransport, until } from '../../delivery/testing.ts';
import { getList, setMembership } from '../../lists/lists.ts';
import { errorOf, type PulseTest, pulseTest } from './testing.ts';

const PEOPLE = 300;
const CONNECTIONS = 2;
/** A server that takes so long for each message that a send is under way for as long as the test needs. */
const SLOW_MS = 60;

let test: PulseTest;
let there: Awaited<ReturnType<typeof mailServer>>;
beforeEach(async () => {
  test = await pulseTest();
  there = await mailServer({ onMailFrom: (_address, _session, callback) => void delay(SLOW_MS).then(() => callback()) });
  const { publicId } = smtpTransport(test.workspace.db, { port: there.port, connections: CONNECTIONS });
  makeDefault(test.workspace.db, publicId);
});
afterEach(async () => {
  await test.close();
  await there.stop();
});

const recipients = z.object({
  data: z.array(z.object({ email: z.string(), status: z.string(), sent_at: z.string().nullable() })),
  next_cursor: z.string().nullable(),
});

async function allRecipients(send: string, query = ''): Promise<z.output<typeof recipients>['data']> {
  const all: z.output<typeof recipients>['data'] = [];
  for (let cursor = ''; ; ) {
    const page = recipients.parse((await test.ask('GET', `/sends/${send}/recipients?limit=200${query}${cursor}`)).json());
    all.push(...page.data);
    if (page.next_cursor === null) return all;
    cursor = `&cursor=${encodeURIComponent(page.next_cursor)}`;
  }
}

it('stops a send that is under way: what was not attempted is never sent, and each recipient says what became of them', async () => {
  const { db } = test.workspace;
  const list = await test.aList();
  const people = Array.from({ length: PEOPLE }, (_, at) => createContact(db, { email: `p${at}@example.com`, now: 1 }));
  setMembership(db, {
    listId: getList(db, list.slice('lst_'.length))?.id ?? 0,
    contactIds: people.map(({ id }) => id),
    status: 'subscribed',
    consent: { method: 'api', source: 'test', at: 1 },
    now: 1,
  });
  const campaign = await test.aCampaign(list);
  const launched = (await test.ask('POST', `/campaigns/${campaign}/send`, {})).json();
  expect(launched).toMatchObject({ status: 'sending', queued_recipients: PEOPLE });
  const send = launched.send_id;
  await until('some were sent', () => there.got.length >= 5);

  const cancelled = await test.ask('POST', `/sends/${send}/cancel`);
  const atCancel = there.got.length;
  expect([cancelled.statusCode, cancelled.json()]).toMatchObject([200, { id: send, status: 'cancelled' }]);
  const status = async () => (await test.ask('GET', `/sends/${send}`)).json();
  await expect.poll(async () => (await status()).counts.queued, { timeout: 10_000 }).toBe(0);

  // Only what was in the air at that moment can have come after it.
  const atEnd = there.got.length;
  expect(atEnd).toBeLessThanOrEqual(atCancel + 2 * CONNECTIONS);
  // Long enough for several more, if any were still on their way.
  await delay(10 * SLOW_MS);
  expect(there.got.length).toBe(atEnd);

  const got = there.got.flatMap(({ to }) => to).sort();
  const all = await allRecipients(send);
  expect(all).toHaveLength(PEOPLE);
  expect(
    all
      .filter((one) => one.status === 'delivered')
      .map(({ email }) => email)
      .sort(),
  ).toEqual(got);
  const left = all.filter((one) => one.status === 'cancelled');
  expect(left).toHaveLength(PEOPLE - got.length);
  expect(left.every(({ sent_at }) => sent_at === null)).toBe(true);
  expect(await allRecipients(send, '&status=cancelled')).toEqual(left);
  expect((await status()).counts).toMatchObject({
    sent: got.length,
    delivered: got.length,
    queued: 0,
    failed: 0,
    cancelled: left.length,
  });
  expect((await test.ask('GET', `/campaigns/${campaign}`)).json()).toMatchObject({ status: 'cancelled' });

  const again = await test.ask('POST', `/sends/${send}/cancel`);
  expect([again.statusCode, errorOf(again).code]).toEqual([409, 'conflict']);
  expect((await test.ask('POST', `/campaigns/${campaign}/send`, {})).statusCode).toBe(409);
});
