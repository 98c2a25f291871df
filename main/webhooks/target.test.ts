import { expect, test } from 'vitest';
import { findTarget, type Reach, reachOf } from './target.ts';

const answering = (...addresses: string[]) => {
  let asked = 0;
  return {
    resolve: () => {
      asked++;
      return Promise.resolve(addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })));
    },
    asked: () => asked,
  };
};
const target = (host: string, found: string[] = [], reach: Reach = 'public') =>
  findTarget(new URL(`http://${host}/`), { reach, resolve: answering(...found).resolve });

test.each([
  ...[
    '127.0.0.1',
    '127.9.9.9',
    '0.0.0.0',
    '10.1.2.3',
    '100.64.0.1',
    '169.254.169.254',
    '172.16.0.1',
    '172.31.255.255',
    '192.168.1.1',
  ],
  ...['2130706433', '0x7f000001', '017700000001', '127.1', '255.255.255.255', '224.0.0.1'],
  ...['[::]', '[::1]', '[::ffff:127.0.0.1]', '[::ffff:a00:1]', '[::ffff:169.254.169.254]', '[::127.0.0.1]'],
  ...['[fc00::1]', '[fd12:3456::1]', '[fe80::1]', '[fec0::1]', '[ff02::1]', '[64:ff9b::7f00:1]', '[2002:7f00:1::]'],
])('an address within is not called, however it is written: %s', async (host) => {
  await expect(target(host)).rejects.toThrow('private network');
});

test.each(['93.184.215.14', '[2606:2800:21f::1]', '172.32.0.1', '[::ffff:93.184.215.14]'])('one outside is: %s', async (host) => {
  expect((await target(host)).address).toBe(host.startsWith('[') ? new URL(`http://${host}`).hostname.slice(1, -1) : host);
});

test.each(['127.0.0.1', '::1', 'fd00::1', 'fe80::1%eth0', '::ffff:10.0.0.1', 'nonsense'])(
  'a name that leads within is not called: %s',
  async (address) => {
    await expect(target('hooks.example', [address])).rejects.toThrow('private network');
  },
);

test('of several addresses of a name one outside is taken, and it is asked for once', async () => {
  const found = answering('10.0.0.1', '93.184.215.14');
  const url = new URL('https://hooks.example/');
  expect(await findTarget(url, { reach: 'public', resolve: found.resolve })).toEqual({ address: '93.184.215.14', family: 4 });
  expect(found.asked()).toBe(1);
  await expect(target('hooks.example', [])).rejects.toThrow('has no address');
});

test('where a person has allowed it, an address within is called', async () => {
  expect(await target('127.0.0.1', [], 'private')).toEqual({ address: '127.0.0.1', family: 4 });
  expect(await target('localhost', ['::1'], 'private')).toEqual({ address: '::1', family: 6 });
});

test('the workspace is the ceiling: below it an endpoint is allowed by itself, above it by nobody', async () => {
  expect(reachOf({ byWorkspace: true, byEndpoint: true })).toBe('private');
  expect(reachOf({ byWorkspace: true, byEndpoint: false })).toBe('public');
  expect(reachOf({ byWorkspace: false, byEndpoint: false })).toBe('public');
  const off = reachOf({ byWorkspace: false, byEndpoint: true });
  await expect(target('10.0.0.7', [], off)).rejects.toThrow('off for all webhooks of this workspace');
  expect((await target('hooks.example', ['10.0.0.7', '93.184.215.14'], off)).address).toBe('93.184.215.14');
});
