import { expect, it } from 'vitest';
import { roleOf } from './roles.ts';
import { meantAddress } from './typos.ts';

it.each([
  ['anna@gmial.com', 'anna@gmail.com'],
  ['anna@GMIAL.com', 'anna@gmail.com'],
  ['anna@gmail.co', 'anna@gmail.com'],
  ['anna@firma.con', 'anna@firma.com'],
  ['anna@hotmial.com', 'anna@hotmail.com'],
  ['anna@example.com.', 'anna@example.com'],
  ['anna@example,com;', 'anna@example.com'],
  ['anna @ example.com', 'anna@example.com'],
  ['mailto:anna@example.com?subject=x', 'anna@example.com'],
  ['Anna Maier <anna@example.com>', 'anna@example.com'],
  ['"anna@example.com"', 'anna@example.com'],
  ['anna(at)example.com', 'anna@example.com'],
  ['anna@@example.com', 'anna@example.com'],
  ['\u200banna@example.com', 'anna@example.com'],
])('knows what %j was meant to be', (written, meant) => expect(meantAddress(written)).toBe(meant));

it.each([
  'anna@gmail.com',
  'anna@mail.com',
  'anna@ymail.com',
  'anna@gmx.com',
  'anna@startup.co',
  'anna@hotmail.co.uk',
  'a b@example.com',
  'nobody',
  '',
  'anna@',
])('lets %j be', (written) => expect(meantAddress(written)).toBeNull());

it('tells offices from people', () => {
  expect(['info@x.example', 'no-reply@x.example', 'abuse+list@x.example'].map(roleOf)).toEqual(['info', 'no-reply', 'abuse']);
  expect(['anna@x.example', 'infos@x.example', 'info.anna@x.example'].map(roleOf)).toEqual([null, null, null]);
});
