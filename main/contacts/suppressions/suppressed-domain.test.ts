import { expect, it } from 'vitest';
import { suppressionTarget } from './suppressed-domain.ts';

it.each([
  ['anna@Example.com', 'anna@example.com'],
  ['Example.COM', '@example.com'],
  ['@example.com', '@example.com'],
  ['*@example.com', '@example.com'],
  ['*.example.com', '@example.com'],
  ['https://example.com/shop', '@example.com'],
  ['bücher.example', '@xn--bcher-kva.example'],
])('reads %s as %s', (text, key) => expect(suppressionTarget(text)).toMatchObject({ ok: true, key }));

it.each(['', 'anna', 'co.uk', 'com', 'anna@', 'a b.com', 'exa_mple.com'])('refuses %j, and says why', (text) =>
  expect(suppressionTarget(text)).toMatchObject({ ok: false, reason: expect.stringMatching(/\S/) }),
);
