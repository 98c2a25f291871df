import { expect, test } from 'vitest';
import { newTransport, type Transport } from '#shared/rpc/transports.ts';
import { toChange, toCreate, valuesOf } from './transport-values.ts';

const smtp: Transport = {
  id: 't1',
  kind: 'smtp',
  name: 'The shop',
  settings: { host: 'smtp.hearth.example', port: 465, security: 'tls', user: 'hello@hearth.example' },
  hasSecret: true,
  connections: 3,
  perSecond: 2,
  perDay: null,
  isDefault: true,
  sentToday: 0,
};

test('an account that is opened and saved again stays as it was', () => {
  expect(toChange(smtp, valuesOf(smtp))).toEqual({
    id: 't1',
    name: 'The shop',
    secret: '',
    settings: smtp.settings,
    connections: 3,
    perSecond: 2,
    perDay: null,
  });
});

test('a new account of each kind is what the contract asks for', () => {
  const values = { ...valuesOf(undefined), host: ' smtp.hearth.example ', accessKeyId: 'AKIA', secret: 'secret', perDay: 2000 };
  expect(newTransport.parse(toCreate('smtp', values))).toMatchObject({
    name: 'smtp.hearth.example',
    settings: { host: 'smtp.hearth.example', port: 587, security: 'auto' },
    password: 'secret',
    perSecond: null,
    perDay: 2000,
  });
  expect(newTransport.parse(toCreate('ses', values))).toMatchObject({ name: 'Amazon SES', secretAccessKey: 'secret' });
  expect(newTransport.parse(toCreate('inbox', values))).toMatchObject({ kind: 'inbox', name: 'Test inbox' });
});

test('an endpoint of one’s own, set by the command line, outlives a change in the form', () => {
  const ses: Transport = {
    ...smtp,
    kind: 'ses',
    settings: { region: 'eu-central-1', accessKeyId: 'AKIA', endpoint: 'http://127.0.0.1:9000', configurationSet: '' },
  };
  expect(toChange(ses, { ...valuesOf(ses), region: 'eu-west-1' })).toMatchObject({
    settings: { region: 'eu-west-1', endpoint: 'http://127.0.0.1:9000' },
  });
});
