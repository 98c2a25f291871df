import { expect, test } from 'vitest';
import { withoutPerson } from './said.ts';

test.each([
  [
    '550 5.1.1 <p1@b.example>: Recipient address rejected: User unknown in local recipient table',
    '550 5.1.1 …: Recipient address rejected: User unknown in local recipient table',
  ],
  [
    '550-5.1.1 The email account that you tried to reach does not exist. https://support.google.com/mail/?p=NoSuchUser 4fb4d7f45d1cf-5c7a3b2si123 - gsmtp',
    '550-5.1.1 The email account that you tried to reach does not exist. https://support.google.com/mail/?p=NoSuchUser … - gsmtp',
  ],
  [
    '451 4.7.500 Server busy. (S77714) [AM7EUR03FT051.eop-EUR03.prod.protection.outlook.com]',
    '451 4.7.500 Server busy. (S77714) […]',
  ],
  ['452 4.2.2 Mailbox full (queued as 20261121093001)', '452 4.2.2 Mailbox full (queued as …)'],
  ['421 4.7.0 [TSS04] Messages from 192.0.2.1 deferred', '421 4.7.0 [TSS04] Messages from 192.0.2.1 deferred'],
])('%s', (reply, same) => expect(withoutPerson(reply)).toBe(same));

test('the same words to two people are the same', () => {
  expect(withoutPerson('550 No such user: anna@x.example (q3Fk29sLm1)')).toBe(
    withoutPerson('550 No such user: ben@y.example (q3Fk77aBz9)'),
  );
});
