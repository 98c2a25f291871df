import { describe, expect, it } from 'vitest';
import { conditionsOf, contactsSearch, filterOf } from './search-params.ts';

describe('the address of the people table', () => {
  it('leaves out what makes no sense', () => {
    expect(contactsSearch({ status: 'happy', figure: 'sold', list: {}, search: '', other: 'x' })).toEqual({});
  });

  it('keeps a search for a number, which the router reads as one', () => {
    expect(contactsSearch({ search: 2026 })).toEqual({ search: '2026' });
  });

  it('becomes the filter of the people behind a number of a report', () => {
    const search = contactsSearch({ campaign: 'c1', figure: 'clicked', url: 'https://hearth.example/menu' });
    expect(filterOf(search)).toEqual({
      search: '',
      report: { campaignId: 'c1', figure: 'clicked', url: 'https://hearth.example/menu' },
    });
  });

  it('knows each outcome of a message as a figure', () => {
    expect(filterOf(contactsSearch({ campaign: 'c1', figure: 'uncertain' })).report?.figure).toBe('uncertain');
  });

  it('carries conditions that are not saved, and none that are broken or empty', () => {
    const rule = { kind: 'group', match: 'all', rules: [{ kind: 'tag', tagId: 't1', has: true }] };
    const search = contactsSearch({ rule: JSON.stringify(rule) });
    expect(contactsSearch({ rule })).toEqual(search);
    expect(contactsSearch(search)).toEqual(search);
    expect(filterOf(search)).toEqual({ search: '', rule });
    for (const broken of [
      '{"kind":',
      '{"kind":"group","match":"all","rules":[]}',
      '{"kind":"group","match":"some","rules":[]}',
      7,
    ])
      expect(contactsSearch({ rule: broken })).toEqual({});
  });

  it('does not filter by the person whose panel is open', () => {
    expect(filterOf(contactsSearch({ contact: 'p1', list: 'l1' }))).toEqual({ search: '', listId: 'l1' });
  });

  it('becomes conditions that can be kept, together with those that were written', () => {
    const tag = { kind: 'tag', tagId: 't1', has: true } as const;
    const written = (match: 'all' | 'any') => JSON.stringify({ kind: 'group', match, rules: [tag] });
    const list = { kind: 'list', listId: 'l1', in: true, status: 'subscribed', method: null, source: '', agreed: null };
    expect(conditionsOf({ rule: written('any') })).toEqual(JSON.parse(written('any')));
    expect(conditionsOf({ list: 'l1', status: 'subscribed', rule: written('all') })?.rules).toEqual([list, tag]);
    expect(conditionsOf({ list: 'l1', status: 'subscribed', rule: written('any') })?.rules).toEqual([
      list,
      JSON.parse(written('any')),
    ]);
    expect(conditionsOf({ segment: 's1', tag: 't1' })?.rules).toEqual([tag, { kind: 'segment', segmentId: 's1', in: true }]);
  });

  it('is kept as people, not as conditions, where it holds what no condition says, and not at all where it is a segment', () => {
    expect(conditionsOf({ search: 'anna', tag: 't1' })).toBeNull();
    expect(conditionsOf({ campaign: 'c1', figure: 'clicked' })).toBeNull();
    expect(conditionsOf({ segment: 's1' })).toBeNull();
    expect(conditionsOf({})).toBeNull();
  });
});
