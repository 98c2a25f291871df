import { afterEach, beforeEach, expect, it } from 'vitest';
import { brandsRpc } from '#shared/rpc/content.ts';
import { newTransport, transportsRpc } from '#shared/rpc/transports.ts';
import { type TestServer, testServer } from '../api/testing.ts';
import { isSuppressed, suppressionOf } from '../contacts/contacts.ts';
import { type SesEndpoint, sesEndpoint, sesKeys } from '../delivery/transports/ses-endpoint.ts';
import { setDnsResolver } from '../domains/domains.ts';
import { dnsServer } from '../domains/testing.ts';
import { brandsHandlers } from './brands.ts';
import { transportsHandlers } from './transports.ts';

let test: TestServer;
let amazon: SesEndpoint;
beforeEach(async () => {
  test = await testServer();
  amazon = await sesEndpoint();
});
afterEach(async () => {
  await test.close();
  await amazon.stop();
});

const handlers = () => transportsHandlers(test.workspace);
const connect = (secretAccessKey = sesKeys.secretAccessKey) =>
  handlers().create(
    newTransport.parse({
      kind: 'ses',
      settings: { region: 'eu-west-1', accessKeyId: sesKeys.accessKeyId, endpoint: amazon.url },
      secretAccessKey,
    }),
  );
const shown = async (id: string) => transportsRpc.all.output.parse(await handlers().all()).find((one) => one.id === id);

it('shows an account with its limits once it was checked, and never its keys', async () => {
  const { id } = await connect();
  expect(await shown(id)).toMatchObject({ account: null, perSecond: null, hasSecret: true });
  const check = transportsRpc.check.output.parse(await handlers().check({ id, sender: '' }));
  expect(check.ok).toBe(true);
  const row = await shown(id);
  expect(row).toMatchObject({ perSecond: 14, perDay: 50_000, chosen: { perSecond: null }, account: { sandbox: false } });
  expect(JSON.stringify(row)).not.toContain(sesKeys.secretAccessKey);
});

it('brings in whom Amazon suppresses, once, with the reason', async () => {
  const { db } = test.workspace;
  amazon.state.suppressed = [
    { EmailAddress: 'gone@x.example', Reason: 'BOUNCE', LastUpdateTime: 1_700_000_000 },
    { EmailAddress: 'angry@x.example', Reason: 'COMPLAINT', LastUpdateTime: 1_700_000_000 },
    { EmailAddress: 'again@x.example', Reason: 'BOUNCE', LastUpdateTime: 1_700_000_000 },
  ];
  const { id } = await connect();
  expect(await handlers().bringSuppressed({ id })).toEqual({ read: 3, added: 3 });
  expect(await handlers().bringSuppressed({ id })).toEqual({ read: 3, added: 0 });
  expect(suppressionOf(db, 'angry@x.example')).toMatchObject({
    reason: 'complained',
    evidence: 'Amazon SES suppresses it since 2023-11-14.',
  });
  expect(isSuppressed(db, 'gone@x.example')).toBe(true);
});

it('shows identities, and says it plainly where Amazon refuses to', async () => {
  amazon.state.identities = { 'rye.example': { verified: true, dkim: 'SUCCESS', tokens: ['aaa'] } };
  const { id } = await connect();
  const { identities } = transportsRpc.identities.output.parse(await handlers().identities({ id }));
  expect(identities).toMatchObject([{ name: 'rye.example', verified: true }]);
  const wrong = await connect('wrong');
  await expect(handlers().identities(wrong)).rejects.toMatchObject({
    code: 'transports.ses-refused',
    kind: 'unavailable',
  });
});

it('knows the host of an address by its domain, or by where the mail of that domain goes', async () => {
  expect(await handlers().recognise({ address: 'anna@gmail.com' })).toEqual({ presetId: 'gmail' });
  const dns = await dnsServer();
  setDnsResolver(test.workspace.db, dns.resolver);
  dns.set('hearth.example', { MX: ['1 aspmx.l.google.com', '5 alt1.aspmx.l.google.com'] });
  dns.set('oven.example', { MX: ['1 mail.oven.example'] });
  expect(await handlers().recognise({ address: 'rye@hearth.example' })).toEqual({ presetId: 'google-workspace' });
  expect(await handlers().recognise({ address: 'rye@oven.example' })).toEqual({ presetId: null });
  expect(await handlers().recognise({ address: 'rye@nowhere.example' })).toEqual({ presetId: null });
  await dns.close();
});

it('gives a brand an account by its public id, and shows none that is gone', async () => {
  const brands = brandsHandlers(test.workspace);
  const { id: transportId } = await connect();
  const { id } = await brands.create({ name: 'Hearth', transportId });
  const account = async () => brandsRpc.all.output.parse(await brands.all()).find((brand) => brand.id === id)?.transportId;
  expect(await account()).toBe(transportId);
  await brands.change({ id, name: 'Hearth Bakery' });
  expect(await account()).toBe(transportId);
  await handlers().remove({ id: transportId });
  expect(await account()).toBeNull();
});
