import { randomUUID } from 'node:crypto';
import type { InjectOptions, LightMyRequestResponse } from 'fastify';
import { z } from 'zod';
import { createBrand } from '../../content/content.ts';
import { type TestServer, testServer } from '../testing.ts';

export type PulseTest = TestServer & {
  key: string;
  /** A request with a good key; a POST has a new Idempotency-Key unless headers say otherwise. */
  ask: (
    method: NonNullable<InjectOptions['method']>,
    path: string,
    body?: object | string | Buffer,
    headers?: Record<string, string>,
  ) => Promise<LightMyRequestResponse>;
  aList: (facts?: object) => Promise<string>;
  aSubscriber: (listId: string, email: string, facts?: object) => Promise<string>;
  aCampaign: (listId: string, facts?: object) => Promise<string>;
};

export const bearer = (key: string) => ({ authorization: `Bearer ${key}` });
export const errorOf = (answer: LightMyRequestResponse) =>
  z.object({ error: z.object({ code: z.string(), message: z.string(), request_id: z.string() }) }).parse(answer.json()).error;
export const idOf = (answer: LightMyRequestResponse) => z.object({ id: z.string() }).parse(answer.json()).id;

/** Leaves a header out. */
export const NONE = '-';

const AMPLE = { perKey: 1_000_000, perWorkspace: 1_000_000 };

const withoutNone = (headers: Record<string, string>) =>
  Object.fromEntries(Object.entries(headers).filter(([, value]) => value !== NONE));

/** The local server with a brand of bakery.example, and the words to ask it in this dialect. */
export async function pulseTest(rates: { perKey: number; perWorkspace: number } | null = AMPLE): Promise<PulseTest> {
  const test = await testServer(rates ? { rates } : {});
  const key = test.keyFor('pulsemail');
  createBrand(test.workspace.db, {
    name: 'Bakery',
    fromName: 'Anna',
    fromEmail: 'anna@bakery.example',
    postalAddress: 'Bread Street 1',
    now: Date.now(),
  });
  const ask: PulseTest['ask'] = (method, path, body, headers = {}) =>
    test.server.inject({
      method,
      url: `/pulsemail/api/v1${path}`,
      headers: withoutNone({
        ...bearer(key),
        ...(method === 'POST' ? { 'idempotency-key': randomUUID() } : {}),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      }),
      ...(body === undefined ? {} : { payload: body }),
    });
  let lists = 0;
  const aList = async (facts: object = {}) =>
    idOf(await ask('POST', '/lists', { name: `News ${++lists}`, double_opt_in: false, ...facts }));
  const aSubscriber = async (listId: string, email: string, facts: object = {}) =>
    idOf(await ask('POST', `/lists/${listId}/subscribers`, { email, consent_source: 'test', ...facts }));
  const aCampaign = async (listId: string, facts: object = {}) =>
    idOf(
      await ask('POST', '/campaigns', {
        list_id: listId,
        subject: 'Fresh bread',
        from: { email: 'anna@bakery.example', name: 'Anna' },
        blocks: [{ kind: 'text', props: { body: 'Hello {{first_name|friend}}' } }],
        ...facts,
      }),
    );
  return { ...test, key, ask, aList, aSubscriber, aCampaign };
}

/** Everything of a collection, page after page. */
export async function walkAll({ ask }: Pick<PulseTest, 'ask'>, path: string, limit = 7): Promise<unknown[]> {
  const all: unknown[] = [];
  for (let cursor = ''; ; ) {
    const page = (await ask('GET', `${path}${path.includes('?') ? '&' : '?'}limit=${limit}${cursor}`)).json();
    all.push(...z.array(z.unknown()).parse(page.data));
    if (page.next_cursor === null) return all;
    cursor = `&cursor=${encodeURIComponent(page.next_cursor)}`;
  }
}
