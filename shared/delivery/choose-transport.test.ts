import { describe, expect, test } from 'vitest';
import { chooseTransport, maySendFor } from './choose-transport.ts';

const account = (id: string, fromAddresses: string[] = [], isDefault = false) => ({ id, fromAddresses, isDefault });
const usual = account('usual', [], true);
const shop = account('shop', ['@hearth.example']);
const owner = account('owner', ['rye@hearth.example', 'rye@oven.example']);
const transports = [shop, owner, usual];
const choose = (wish: { campaign?: string | null; brand?: string | null; from?: string }, among = transports) => {
  const choice = chooseTransport({ transports: among, campaign: null, brand: null, from: 'x@other.example', ...wish });
  return choice && [choice.transport.id, choice.by, choice.maySend];
};

describe('the account that a message leaves through', () => {
  test.each([
    ['what the campaign names', { campaign: 'shop', brand: 'owner', from: 'a@hearth.example' }, ['shop', 'campaign', true]],
    ['else what its brand names', { brand: 'owner', from: 'rye@hearth.example' }, ['owner', 'brand', true]],
    ['else the one for this very address', { from: 'rye@hearth.example' }, ['owner', 'sender', true]],
    ['else the one for its domain', { from: 'a@hearth.example' }, ['shop', 'sender', true]],
    ['else the usual one', { from: 'a@news.hearth.example' }, ['usual', 'usual', true]],
    ['the usual one where there is no sender yet', { from: '' }, ['usual', 'usual', true]],
    ['in whatever capitals it is written', { from: 'RYE@Oven.Example' }, ['owner', 'sender', true]],
    ['with nothing named that is gone', { campaign: 'gone', brand: 'gone', from: '' }, ['usual', 'usual', true]],
  ])('is %s', (_what, wish, expected) => expect(choose(wish)).toEqual(expected));

  test('is said not to be allowed where its own list does not hold the sender', () => {
    expect(choose({ campaign: 'shop', from: 'x@other.example' })).toEqual(['shop', 'campaign', false]);
    const strict = { ...usual, fromAddresses: ['@hearth.example'] };
    expect(choose({ from: 'x@other.example' }, [strict])).toEqual(['usual', 'usual', false]);
  });

  test('is the usual one of two that fit alike, and none where there is none', () => {
    const [first, second] = [account('first', ['@a.example']), account('second', ['@a.example'], true)];
    expect(choose({ from: 'x@a.example' }, [first, second])).toEqual(['second', 'sender', true]);
    expect(choose({ from: 'x@a.example' }, [])).toBeNull();
  });
});

test('a domain is the same in both of its spellings, and a subdomain is another one', () => {
  expect(maySendFor({ fromAddresses: ['@bäcker.example'] }, 'rye@xn--bcker-gra.example')).toBe(true);
  expect(maySendFor({ fromAddresses: ['@hearth.example'] }, 'rye@news.hearth.example')).toBe(false);
});
