import { expect, test } from 'vitest';
import { connectAdvice, encryptionAdvice, loginAdvice } from './smtp-advice.ts';

const at = (host: string, user = 'rye@hearth.example') => ({ host, port: 587, security: 'starttls' as const, user });

test.each([
  [
    'smtp.gmail.com',
    '535 5.7.8 Username and Password not accepted. For more information, go to https://support.google.com',
    /Gmail wants another password.*apppasswords/,
  ],
  [
    'smtp.office365.com',
    '535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Tenant.',
    /administrator can allow/,
  ],
  ['smtp.fastmail.com', '535 5.7.0 Incorrect username or password', /Fastmail wants another password/],
  ['mail.hearth.example', '534 5.7.9 Application-specific password required', /app password/],
  ['mail.hearth.example', '454 4.7.0 Temporary authentication failure', /Try again/],
  ['mail.hearth.example', '535 5.7.8 Error: authentication failed', /Check the user name and the password/],
])('%s saying "%s" is followed by what to do', (host, reply, advice) => expect(loginAdvice(at(host), reply)).toMatch(advice));

test('ports are advised upon', () => {
  expect(connectAdvice({ host: 'mail.hearth.example', port: 25 }, 'ETIMEDOUT')).toContain('block port 25');
  expect(encryptionAdvice({ port: 465, security: 'starttls' })).toContain('choose TLS');
});
