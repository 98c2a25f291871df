import { once } from 'node:events';
import { connect } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { addTag, createContact, ensureTag, suppress } from '../../contacts/contacts.ts';
import { createList, setMembership } from '../../lists/lists.ts';
import { idOf, type PulseTest, pulseTest } from './testing.ts';
import { pageShape, subscriber } from './wire.ts';

const PEOPLE = 600;
let api: PulseTest;
let list: string;
beforeAll(async () => {
  api = await pulseTest();
  const { db } = api.workspace;
  const { id, publicId } = createList(db, { name: 'Many', now: 1 });
  list = `lst_${publicId}`;
  db.transaction(() => {
    ensureTag(db, { name: 'Très “bien”', now: 1 });
    for (let nth = 0; nth < PEOPLE; nth++) {
      const email = `p${nth}@shop${nth % 7}.example`;
      const person = createContact(db, { email, firstName: `Zoë "${nth}"`, lastName: nth % 3 ? 'O\\Neil' : '', now: 1 + nth });
      setMembership(db, {
        listId: id,
        contactIds: [person.id],
        status: nth % 5 ? 'subscribed' : 'unsubscribed',
        consent: { method: 'api', source: 'a\n“form”', at: nth % 2 ? 1_700_000_000_000 + nth : null },
        now: 1,
      });
      if (nth % 4 === 0) addTag(db, { name: 'Très “bien”', contactIds: [person.id], now: 1 });
    }
    suppress(db, { email: 'p1@shop1.example', reason: 'bounced', evidence: '', now: 1 });
    suppress(db, { email: '@shop6.example', reason: 'blocked', evidence: '', now: 1 });
  });
});
afterAll(() => api.close());

const shape = pageShape(subscriber);
const page = async (query: string) => (await api.ask('GET', `/lists/${list}/subscribers?${query}`)).body;

test('a page is in the documented shape, whatever people are called', async () => {
  const { data } = shape.parse(JSON.parse(await page('limit=200')));
  expect(data).toHaveLength(200);
  expect(data[4]).toMatchObject({
    email: 'p4@shop4.example',
    status: 'subscribed',
    fields: { first_name: 'Zoë "4"', last_name: 'O\\Neil' },
    tags: ['tres-bien'],
    consent_source: 'a\n“form”',
    consent_at: null,
  });
  expect([data[0], data[1], data[6]].map((one) => one?.status)).toEqual(['unsubscribed', 'bounced', 'unsubscribed']);
});

test('hundreds of questions at once, which a second thread helps with, are answered as each alone', async () => {
  const queries = [
    'limit=50',
    'limit=20&status=subscribed',
    'tag=tres-bien',
    'status=bounced',
    'email=p9@shop2.example',
    'tag=none',
  ];
  const alone = new Map<string, string>();
  for (const query of queries) alone.set(query, await page(query));
  const burst = () =>
    Promise.all(
      Array.from({ length: 120 }, (_, nth) => queries[nth % queries.length] ?? '').map(async (query) => [
        query,
        await page(query),
      ]),
    );
  for (let round = 0; round < 2; round++) for (const [query = '', body] of await burst()) expect(body).toBe(alone.get(query));
  expect(z.object({ data: z.array(z.unknown()) }).parse(JSON.parse(alone.get('status=bounced') ?? '')).data).toHaveLength(1);
});

test('who reads slowly gets every page whole, whatever is answered meanwhile', async () => {
  const port = Number(new URL(await api.server.listen({ host: '127.0.0.1', port: 0 })).port);
  const asked = (more = '') =>
    `GET /pulsemail/api/v1/lists/${list}/subscribers?limit=200 HTTP/1.1\r\nhost: 127.0.0.1:${port}\r\nauthorization: Bearer ${api.key}\r\n${more}\r\n`;
  const expected = await page('limit=200');
  const slow = connect(port, '127.0.0.1').pause();
  await once(slow, 'connect');
  // Much more than the system keeps for a connection.
  const pages = 600;
  slow.write(asked().repeat(pages - 1) + asked('connection: close\r\n'));
  for (let nth = 0; nth < 300; nth++) expect(await page('limit=200&status=unsubscribed')).not.toBe(expected);
  const parts: Buffer[] = [];
  slow.on('data', (part) => parts.push(part));
  slow.resume();
  await once(slow, 'end');
  const bodies = bodiesIn(parts);
  expect(bodies).toHaveLength(pages);
  expect(bodies.filter((body) => body !== expected)).toHaveLength(0);
});

/** The answers that are whole. */
function bodiesIn(parts: readonly Buffer[]): string[] {
  const bytes = Buffer.concat(parts);
  const bodies: string[] = [];
  for (let at = 0; ; ) {
    const head = bytes.indexOf('\r\n\r\n', at);
    if (head < 0) return bodies;
    const end = head + 4 + Number(/content-length: (\d+)/i.exec(bytes.toString('latin1', at, head))?.[1]);
    if (end > bytes.length) return bodies;
    bodies.push(bytes.toString('utf8', head + 4, end));
    at = end;
  }
}

test('custom fields go by the names that programs know, whatever their values are', async () => {
  const fields = { Plan: 'the "plan": {"Plan":1}', plan2: '"Plan":', Planet: '\\', size: 4 };
  const email = 'quoted@shop.example';
  const id = await api.aSubscriber(list, email, { fields });
  expect((await api.ask('GET', `/subscribers/${id}`)).json()).toMatchObject({ fields });
  expect(shape.parse(JSON.parse(await page(`email=${email}`))).data[0]?.fields).toEqual(fields);
});

test('what was just written is read, also by the second thread', async () => {
  for (let nth = 0; nth < 60; nth++) {
    const email = `new${nth}@shop.example`;
    await api.aSubscriber(list, email);
    expect(await page(`email=${email}`)).toContain(email);
  }
});

test('who is added is answered as they are read afterwards, tagged, suppressed and with fields', async () => {
  const facts = {
    consent_source: 'shop',
    fields: { first_name: ' Jo ', size: 41, note: 'a "b"' },
    tags: ['New here', 'très-bien'],
  };
  for (const email of ['fresh@shop.example', 'fresh@shop6.example', 'p5@shop5.example']) {
    const { publicId } = createList(api.workspace.db, { name: `For ${email}`, now: 1 });
    const added = await api.ask('POST', `/lists/lst_${publicId}/subscribers`, { email, ...facts });
    expect(added.statusCode).toBe(201);
    const read = await api.ask('GET', `/subscribers/${idOf(added)}`);
    expect(added.json()).toEqual(read.json());
  }
});
