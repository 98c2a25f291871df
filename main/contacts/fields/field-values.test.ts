import { expect, it } from 'vitest';
import { parseDate, parseFieldValue, parseNumber } from '../contacts.ts';

it.each([
  ['12', 12],
  ['-3', -3],
  ['+3', 3],
  ['1234.5', 1234.5],
  ['1234,5', 1234.5],
  ['1.234,56', 1234.56],
  ['1,234.56', 1234.56],
  ['1.234.567', 1234567],
  ['1 234,5', 1234.5],
  ["1'234.5", 1234.5],
  ['12,50 €', 12.5],
  ['€ 7', 7],
  ['19 %', 19],
  ['1e3', 1000],
  ['1,23,4', null],
  ['1.2.3', null],
  ['12 apples', null],
  ['', null],
  ['-', null],
  ['.', null],
  ['Infinity', null],
  ['0x10', null],
])('reads the number %j as %j', (text, number) => expect(parseNumber(text)).toBe(number));

it.each([
  ['2024-02-29', '2024-02-29'],
  ['2023-02-29', null],
  ['2024-02-29T10:00:00Z', '2024-02-29'],
  ['2024/2/9', '2024-02-09'],
  ['20240229', '2024-02-29'],
  ['31.12.1999', '1999-12-31'],
  ['1.2.1999', '1999-02-01'],
  ['1. 2. 1999', '1999-02-01'],
  ['31.12.99', '1999-12-31'],
  ['31.12.24', '2024-12-31'],
  ['31/12/1999', '1999-12-31'],
  ['12/31/1999', '1999-12-31'],
  ['31-12-1999', '1999-12-31'],
  ['31.12.1999 14:05', '1999-12-31'],
  ['32.12.1999', null],
  ['31.13.1999', null],
  ['0000-01-01', null],
  ['soon', null],
])('reads the date %j as %j', (text, date) => expect(parseDate(text)).toBe(date));

it('reads yes and no in several languages', () => {
  for (const yes of ['ja', 'Yes', 'TRUE', '1', 'oui', 'Sí', 'x'])
    expect(parseFieldValue('boolean', yes)).toEqual({ ok: true, value: true });
  for (const no of ['nein', 'No', 'false', '0', 'non'])
    expect(parseFieldValue('boolean', no)).toEqual({ ok: true, value: false });
});

it('says what a text is not', () => {
  expect(parseFieldValue('number', 'many')).toEqual({ ok: false, reason: '“many” is not a number' });
  expect(parseFieldValue('date', 'soon')).toEqual({ ok: false, reason: '“soon” is not a date' });
  expect(parseFieldValue('boolean', 'maybe')).toEqual({ ok: false, reason: '“maybe” is not yes or no' });
});

it('takes an empty text as no value', () => {
  for (const type of ['text', 'number', 'boolean', 'date'] as const)
    expect(parseFieldValue(type, '  ')).toEqual({ ok: true, value: null });
});
