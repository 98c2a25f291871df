import fc from 'fast-check';
import { expect, it } from 'vitest';
import { addressKey } from '../../base/email-address.ts';
import { emailKey } from '../contacts.ts';

const keyOf = (text: string) => {
  const address = emailKey(text);
  return address.ok ? address.key : address.reason;
};

it.each([
  [' Anna@Example.COM ', 'anna@example.com'],
  ['JÖRG@Bücher.example', 'jörg@xn--bcher-kva.example'],
  ['jo\u0308rg@example.com', 'j\u00f6rg@example.com'],
  ['info@例え。jp', 'info@xn--r8jz45g.jp'],
  ['a+b=c/d!e@sub.example.co.uk', 'a+b=c/d!e@sub.example.co.uk'],
  ['用户@example.com', '用户@example.com'],
  ['o’neill@example.ie', 'o’neill@example.ie'],
  ["o'neill@example.ie", "o'neill@example.ie"],
])('takes %j as %j', (typed, key) => expect(keyOf(typed)).toBe(key));

it('keeps the address as it was typed', () =>
  expect(emailKey(' Anna@Example.COM ')).toEqual({ ok: true, key: 'anna@example.com', email: 'Anna@Example.COM' }));

it.each([
  ['', 'no email'],
  ['anna', 'no @'],
  ['@example.com', 'before the @'],
  ['anna@', 'after the @'],
  ['anna@@example.com', 'more than one @'],
  ['anna@b@example.com', 'more than one @'],
  ['anna..b@example.com', 'dot'],
  ['.anna@example.com', 'dot'],
  ['anna.@example.com', 'dot'],
  ['anna@example', 'no dot'],
  ['anna@example..com', 'dot is in a wrong place after'],
  ['anna@.example.com', 'dot is in a wrong place after'],
  ['anna@-example.com', 'not allowed'],
  ['anna@exa_mple.com', 'not allowed'],
  ['anna@192.168.0.1', 'number in place of a domain'],
  ['anna@[192.168.0.1]', 'number in place of a domain'],
  ['anna b@example.com', 'space'],
  ['Anna <anna@example.com>', 'space'],
  ['anna@exam ple.com', 'space'],
  ['anna\u00a0b@example.com', 'space'],
  ['an\u200bna@example.com', 'invisible'],
  ['anna@exam\u00adple.com', 'invisible'],
  ['anna\u0000@example.com', 'invisible'],
  ['m\ufffdller@example.com', 'could not be read'],
  ['a;b@example.com', 'not allowed'],
  ['"anna"@example.com', 'not allowed'],
  [`${'a'.repeat(65)}@example.com`, 'longer than 64'],
  [`${'ä'.repeat(33)}@example.com`, 'longer than 64'],
  [`${'a'.repeat(64)}@${'b'.repeat(62)}.${'c'.repeat(62)}.${'d'.repeat(62)}.com`, 'longer than 254'],
  [`anna@${'b'.repeat(64)}.com`, 'too long'],
])('refuses %j and says why', (typed, reason) => expect(keyOf(typed)).toContain(reason));

it('takes an address of the greatest length', () => {
  const address = `${'a'.repeat(64)}@${'b'.repeat(61)}.${'c'.repeat(61)}.${'d'.repeat(61)}.com`;
  expect(address.length).toBe(254);
  expect(emailKey(address).ok).toBe(true);
});

it('finds for a key the same key again', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.emailAddress(),
        fc.string({ unit: 'grapheme' }).map((text) => `${text}@bücher.example`),
      ),
      (typed) => {
        const address = emailKey(typed);
        fc.pre(address.ok);
        expect(emailKey(address.ok ? address.key : '')).toMatchObject({ key: address.ok ? address.key : '' });
        // The ledger, which has no opinion on addresses, knows the person by the same key.
        expect(address.ok && addressKey(typed)).toBe(address.ok && address.key);
      },
    ),
  );
});

it('answers quickly whatever it is given', () => {
  const start = performance.now();
  for (const text of ['a'.repeat(1e6), `${'a.'.repeat(1e5)}@${'b-'.repeat(1e5)}`, `a@${'0-'.repeat(200)}`]) emailKey(text);
  expect(performance.now() - start).toBeLessThan(200);
});
