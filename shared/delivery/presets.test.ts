import { expect, test } from 'vitest';
import { smtpSettings } from '../rpc/transports.ts';
import { limitsInWords, presetById, presetOfAddress, presetOfExchangers, presetOfServer, searchPresets } from './find-preset.ts';
import { presets } from './presets.ts';

test('every preset is a valid setting, has an id of its own and says what its user name and password are', () => {
  expect(new Set(presets.map(({ id }) => id)).size).toBe(presets.length);
  expect(presets.length).toBeGreaterThan(35);
  for (const { hosts, port, security, user, password, limits } of presets) {
    expect(smtpSettings.safeParse({ host: hosts[0], port, security, user: user.value ?? '' }).success).toBe(true);
    // From the first byte on 465, STARTTLS elsewhere: the other way round nothing connects.
    if (security !== 'none') expect([security, port === 465]).toEqual([security, security === 'tls']);
    expect(user.words.length * password.length).toBeGreaterThan(0);
    for (const amount of Object.values(limits)) expect(amount).toBeGreaterThan(0);
  }
});

test.each([
  ['anna@gmail.com', 'gmail'],
  ['anna@GoogleMail.com', 'gmail'],
  ['shop@web.de', 'web-de'],
  ['shop@gmx.com', 'gmx-com'],
  ['shop@gmx.at', 'gmx'],
  ['x@icloud.com', 'icloud'],
  ['x@hearth.onmicrosoft.com', 'microsoft-365'],
])('%s is known to be at %s', (address, id) => expect(presetOfAddress(address)?.id).toBe(id));

test('an address at a domain of its own, or a name that only looks alike, belongs to none', () => {
  expect(presetOfAddress('hello@hearth.example')).toBeNull();
  expect(presetOfAddress('hello@notgmail.com')).toBeNull();
});

test.each([
  [['aspmx.l.google.com', 'alt1.aspmx.l.google.com'], 'google-workspace'],
  [['hearth-example.mail.protection.outlook.com.'], 'microsoft-365'],
  [['mx00.ionos.de', 'mx01.ionos.de'], 'ionos'],
  [['smtpin.rzone.de'], 'strato'],
  [['in1-smtp.messagingengine.com'], 'fastmail'],
])('a domain whose mail goes to %s is at %s', (names, id) => expect(presetOfExchangers(names)?.id).toBe(id));

test('a server is recognised, in any region', () => {
  expect(presetOfServer({ host: 'SMTP.gmail.com', port: 587 })?.id).toBe('gmail');
  expect(presetOfServer({ host: 'email-smtp.us-east-1.amazonaws.com', port: 465 })?.id).toBe('ses-smtp');
  expect(presetOfServer({ host: 'mail.hearth.example', port: 465 })).toBeNull();
  expect(presetOfServer({ host: '127.0.0.1', port: 1025 })?.id).toBe('proton-bridge');
  expect(presetOfServer({ host: '127.0.0.1', port: 2525 })).toBeNull();
});

test('hosts are found by name, by an older name and by an address', () => {
  expect(searchPresets('sendinblue').map(({ id }) => id)).toEqual(['brevo']);
  expect(searchPresets('goo')[0]?.id).toBe('google-workspace');
  expect(searchPresets('me@fastmail.com').map(({ id }) => id)).toEqual(['fastmail']);
  expect(searchPresets('')).toHaveLength(presets.length);
  expect(searchPresets('zzz')).toEqual([]);
});

test('limits are told in words', () => {
  const microsoft = presetById('microsoft-365');
  expect(microsoft && limitsInWords(microsoft)).toBe('30 a minute, 10,000 a day, 3 connections');
  expect(limitsInWords({ limits: {} })).toBe('');
});
