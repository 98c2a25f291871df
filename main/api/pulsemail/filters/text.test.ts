import fc from 'fast-check';
import { expect, it } from 'vitest';
import { DomainError } from '../../../base/errors.ts';
import { treeOf } from './text.ts';

const has = (value: string) => ({ field: 'tag', op: 'has', value });

it('reads the documented filter, with not before and, and that before or', () => {
  expect(treeOf('tag has "vip" and (status = "subscribed" or fields.city = "Vienna") and not last_open_at within 90d')).toEqual({
    all: [
      has('vip'),
      {
        any: [
          { field: 'status', op: 'eq', value: 'subscribed' },
          { field: 'fields.city', op: 'eq', value: 'Vienna' },
        ],
      },
      { not: { field: 'last_open_at', op: 'within_days', value: 90 } },
    ],
  });
  expect(treeOf('tag has a or not tag has b AND tag has c')).toEqual({ any: [has('a'), { all: [{ not: has('b') }, has('c')] }] });
});

it('reads each operator as the tree has it', () => {
  const cases: [string, object][] = [
    ["email ends_with '@bakery.example'", { field: 'email', op: 'ends_with', value: '@bakery.example' }],
    ['email not contains "x \\" y"', { field: 'email', op: 'not_contains', value: 'x " y' }],
    ['tag in ("a", "b")', { field: 'tag', op: 'has', value: ['a', 'b'] }],
    ['tag has not vip', { field: 'tag', op: 'has_not', value: 'vip' }],
    ['tag != vip', { field: 'tag', op: 'has_not', value: 'vip' }],
    ['status not in [pending, bounced]', { field: 'status', op: 'not_in', value: ['pending', 'bounced'] }],
    ['fields.age >= 18', { field: 'fields.age', op: 'gte', value: 18 }],
    ['fields.age between 18 and 65', { field: 'fields.age', op: 'between', value: [18, 65] }],
    ['fields.age between [18, 65]', { field: 'fields.age', op: 'between', value: [18, 65] }],
    ['fields.member = true', { field: 'fields.member', op: 'eq', value: true }],
    ['fields.Größe exists', { field: 'fields.Größe', op: 'exists' }],
    ['last_click_at not exists', { field: 'last_click_at', op: 'not_exists' }],
    ['last_open_at not within 30 days', { field: 'last_open_at', op: 'not_within_days', value: 30 }],
    ['created_at > "2026-05-12T07:30:00Z"', { field: 'created_at', op: 'after', value: '2026-05-12T07:30:00Z' }],
    ['opens > 3 within 30d', { field: 'opens', op: 'gt', value: 3, within_days: 30 }],
  ];
  for (const [text, tree] of cases) expect([text, treeOf(text)]).toEqual([text, tree]);
});

it('says where it cannot go on', () => {
  const cases: [string, string][] = [
    ['', 'the end is not expected at character 1'],
    ['tag has', 'the end is not expected at character 8'],
    ['tag has "vip" "x"', 'x is not expected at character 15'],
    ['(tag has vip', 'the end is not expected at character 13'],
    ['tag has "vip', 'cannot be read at character 9'],
    ['tag not = vip', '= is not expected at character 9'],
    [`${'('.repeat(100)}tag has x`, 'is too deep'],
    [`${'not '.repeat(5000)}`, 'can have 10000 characters'],
  ];
  for (const [text, message] of cases) expect(() => treeOf(text)).toThrow(message);
});

it('reads or refuses whatever it is given, and quickly', () => {
  const word = fc.constantFrom(
    'tag',
    'has',
    'and',
    'or',
    'not',
    '(',
    ')',
    '"a"',
    "'",
    '=',
    '3',
    '30d',
    ',',
    '[',
    ']',
    'within',
    'é',
    '\\',
  );
  fc.assert(
    fc.property(fc.array(fc.oneof(word, fc.string({ maxLength: 5 })), { maxLength: 60 }), (parts) => {
      try {
        treeOf(parts.join(' '));
      } catch (error) {
        if (!(error instanceof DomainError)) throw error;
      }
    }),
  );
});
