import { describe, expect, test } from 'vitest';
import { newTransport, type Transport } from '#shared/rpc/transports.ts';
import { problemsOf, senderEntry } from './transport-problems.ts';
import { choosePreset, OTHER, toChange, toCreate, valuesOf } from './transport-values.ts';
import { warmUpInWords } from './warm-up.ts';

const NOW = 1_800_000_000_000;
const smtp: Transport = {
  id: 't1',
  kind: 'smtp',
  name: 'The shop',
  settings: { host: 'smtp.hearth.example', port: 465, security: 'tls', user: 'hello@hearth.example' },
  hasSecret: true,
  connections: 3,
  perSecond: 2,
  perMinute: null,
  perHour: 100,
  perDay: null,
  chosen: { perSecond: 2, perDay: null },
  account: null,
  warmUp: { startedAt: 5, firstDay: 20, growth: 1.3 },
  fromAddresses: ['@hearth.example'],
  bounceAddress: 'bounces@hearth.example',
  health: { state: 'idle', words: '', connections: 0, perSecond: 0, retryAt: null },
  isDefault: true,
  sentToday: 0,
};
const ses: Transport = {
  ...smtp,
  kind: 'ses',
  settings: { region: 'eu-central-1', accessKeyId: 'AKIA', endpoint: 'http://127.0.0.1:9000', configurationSet: '' },
};

test('an account that is opened and saved again stays as it was', () => {
  expect(toChange(smtp, valuesOf(smtp), NOW)).toEqual({
    id: 't1',
    name: 'The shop',
    secret: '',
    settings: smtp.settings,
    connections: 3,
    perSecond: 2,
    perMinute: null,
    perHour: 100,
    perDay: null,
    warmUp: { startedAt: 5, firstDay: 20, growth: 1.3 },
    fromAddresses: ['@hearth.example'],
    bounceAddress: 'bounces@hearth.example',
  });
});

test('what holds by the account itself is not written down as chosen', () => {
  const limited = { ...ses, perSecond: 14, perDay: 50_000, chosen: { perSecond: null, perDay: null } };
  expect(toChange(limited, valuesOf(limited), NOW)).toMatchObject({ perSecond: null, perDay: null });
});

test('a new account of each kind is what the contract asks for', () => {
  const values = { ...valuesOf(undefined), host: ' smtp.hearth.example ', accessKeyId: 'AKIA', secret: 'secret', perDay: 2000 };
  expect(newTransport.parse(toCreate('smtp', values, NOW))).toMatchObject({
    name: 'smtp.hearth.example',
    settings: { host: 'smtp.hearth.example', port: 587, security: 'auto' },
    password: 'secret',
    perSecond: null,
    perDay: 2000,
    warmUp: null,
  });
  expect(newTransport.parse(toCreate('ses', values, NOW))).toMatchObject({ name: 'Amazon SES', secretAccessKey: 'secret' });
  expect(newTransport.parse(toCreate('inbox', { ...values, warmsUp: true }, NOW))).toMatchObject({
    kind: 'inbox',
    name: 'Test inbox',
    warmUp: { startedAt: NOW, firstDay: 50, growth: 1.5 },
  });
});

test('an endpoint of one’s own, set by the command line, outlives a change in the form', () => {
  expect(toChange(ses, { ...valuesOf(ses), region: 'eu-west-1' }, NOW)).toMatchObject({
    settings: { region: 'eu-west-1', endpoint: 'http://127.0.0.1:9000' },
  });
});

describe('choosing a host', () => {
  const empty = valuesOf(undefined);

  test('fills in its server and its limits, and the address that was typed as the user', () => {
    const chosen = { ...empty, ...choosePreset(empty, 'gmail', 'anna@gmail.com') };
    expect(chosen).toMatchObject({ host: 'smtp.gmail.com', port: 465, security: 'tls', user: 'anna@gmail.com', perDay: 500 });
    expect(toCreate('smtp', chosen, NOW)).toMatchObject({ name: 'Gmail' });
    expect(choosePreset(chosen, 'microsoft-365')).toMatchObject({ port: 587, perMinute: 30, perDay: 10_000, connections: 3 });
  });

  test('takes back what belongs to the host before, and keeps what the person typed', () => {
    const sendgrid = { ...empty, ...choosePreset(empty, 'sendgrid') };
    expect(sendgrid.user).toBe('apikey');
    expect(choosePreset(sendgrid, 'gmail')).toMatchObject({ user: '' });
    expect(choosePreset({ ...sendgrid, user: 'me' }, 'mailgun')).toMatchObject({ user: 'me', perDay: '' });
    expect(choosePreset(sendgrid, OTHER)).toEqual({ presetId: OTHER });
  });

  test('is done already for an account whose server is known', () => {
    const settings = { host: 'smtp.gmail.com', port: 587, security: 'starttls', user: 'a@gmail.com' } as const;
    expect([valuesOf({ ...smtp, settings }).presetId, valuesOf(smtp).presetId]).toEqual(['gmail', OTHER]);
  });
});

describe('what is wrong is told under each field', () => {
  const good = { ...valuesOf(smtp), secret: 'x' };

  test('nothing where nothing is wrong', () => {
    expect(problemsOf('smtp', good, true)).toEqual({});
    expect(problemsOf('ses', { ...valuesOf(ses), secret: 'x' }, true)).toEqual({});
    expect(problemsOf('inbox', valuesOf(undefined), true)).toEqual({});
  });

  test.each([
    [{ presetId: null }, ['presetId']],
    [{ host: 'rye@hearth.example' }, ['host']],
    [{ port: '' }, ['port']],
    [{ secret: '' }, ['secret']],
    [{ connections: 0, perSecond: 0, perHour: 1.5 }, ['connections', 'perSecond', 'perHour']],
    [{ warmsUp: true, firstDay: '', growth: 2 }, ['firstDay', 'growth']],
    [{ warmsUp: false, firstDay: '', growth: 2 }, []],
    [{ bounceAddress: 'bounces' }, ['bounceAddress']],
  ])('of %o in %j', (wrong, fields) => expect(Object.keys(problemsOf('smtp', { ...good, ...wrong }, true))).toEqual(fields));

  test('a password that is there already may stay', () => {
    expect(problemsOf('smtp', { ...good, secret: '' }, false)).toEqual({});
  });
});

test.each([
  [' Hello@Hearth.example ', 'hello@hearth.example'],
  ['hearth.example', '@hearth.example'],
  ['@hearth.example', '@hearth.example'],
  ['hearth', null],
  ['a b@hearth.example', null],
])('a sender "%s" is kept as %s', (text, kept) => expect(senderEntry(text)).toBe(kept));

test('a warm-up is told in days', () => {
  expect(warmUpInWords({ firstDay: 50, growthPercent: 50, perDay: 2000 })).toBe(
    '50 on the first day, then 75, 112, 168 and so on; after 10 days the whole 2,000 a day.',
  );
  expect(warmUpInWords({ firstDay: 50, growthPercent: 50, perDay: null })).toContain('Set a limit a day');
  expect(warmUpInWords({ firstDay: 0, growthPercent: 50, perDay: null })).toBe('');
});
