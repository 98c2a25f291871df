import type { InjectOptions, LightMyRequestResponse } from 'fastify';
import { z } from 'zod';
import { changeUser, ownerOf, setPassword } from '../../access/access.ts';
import { type TestServer, testServer } from '../testing.ts';

export type PlumeTest = TestServer & {
  key: string;
  /** A request with a good key and, with a body, as JSON; headers may say otherwise. */
  ask: (
    method: NonNullable<InjectOptions['method']>,
    url: string,
    payload?: object | string | Buffer,
    headers?: Record<string, string>,
  ) => Promise<LightMyRequestResponse>;
  /** A request as it is given. */
  raw: (options: InjectOptions) => Promise<LightMyRequestResponse>;
  aBrand: (facts?: object) => Promise<string>;
  aList: () => Promise<string>;
  aCampaign: (facts?: object) => Promise<string>;
};

export const PASSWORD = 'correct horse battery';
export const bearer = (key: string) => ({ authorization: `Bearer ${key}` });
export const errorOf = (answer: LightMyRequestResponse) => z.object({ error: z.string() }).parse(answer.json()).error;
const idOf = (answer: LightMyRequestResponse) => z.object({ id: z.string() }).parse(answer.json()).id;

/** The local server with an owner who can log in, and the words to ask it in this dialect. */
export async function plumeTest(): Promise<PlumeTest> {
  const test = await testServer();
  const key = test.keyFor('plume');
  const owner = changeUser(test.registry, { id: ownerOf(test.registry).id, email: 'owner@example.com' });
  await setPassword(test.registry, { userId: owner.id, password: PASSWORD });
  const raw = (options: InjectOptions) => test.server.inject(options);
  const ask: PlumeTest['ask'] = (method, url, payload, headers = {}) =>
    raw({
      method,
      url: `/plume${url}`,
      headers: { ...bearer(key), ...(payload === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
      ...(payload === undefined ? {} : { payload }),
    });
  const sender = { name: 'Bakery', fromName: 'Anna', fromEmail: 'anna@bakery.example' };
  const aBrand = async (facts: object = {}) => idOf(await ask('POST', '/api/brands', { ...sender, ...facts }));
  let lists = 0;
  const aList = async () => idOf(await ask('POST', '/api/lists', { name: `news ${++lists}`, brandId: await aBrand() }));
  const aCampaign = async (facts: object = {}) => {
    const body = { subject: 'Hello', brandId: await aBrand(), htmlBody: '<p>Hi</p>', ...facts };
    return idOf(await ask('POST', '/api/campaigns', body));
  };
  return { ...test, key, ask, raw, aBrand, aList, aCampaign };
}
