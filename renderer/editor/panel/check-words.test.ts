import { expect, test } from 'vitest';
import type { Rendered, Stumble } from '#shared/rpc/content.ts';
import { checksOf } from './check-words.ts';

const stumble = (what: Stumble['what'], more: Partial<Stumble> = {}): Stumble => ({
  ...{ what, blockId: null, detail: '', place: 'page', find: '', clients: [] },
  ...more,
});
const rendered = (stumbles: Stumble[], problems: Rendered['problems'] = []) => ({ stumbles, problems }) as unknown as Rendered;

test('the gravest comes first, and errors, warnings and hints are told apart', () => {
  const found = checksOf(
    rendered(
      [stumble('no-preheader'), stumble('no-alt'), stumble('no-unsubscribe')],
      [{ blockId: 'a', message: 'A tag is open.' }],
    ),
    [],
  );
  expect(found.map(({ level }) => level)).toEqual(['error', 'error', 'warning', 'hint']);
  expect(found[0]).toMatchObject({ message: 'A tag is open.', blockId: 'a' });
});

test('an empty page is no mistake yet', () => {
  expect(checksOf(rendered([stumble('empty'), stumble('no-unsubscribe')]), [])).toEqual([]);
});

test('only the mail programs that somebody cares for are spoken of', () => {
  const flex = stumble('unsupported', { detail: 'Flex is used.', clients: ['outlook-windows', 'yahoo'] });
  expect(checksOf(rendered([flex]), ['gmail'])).toEqual([]);
  expect(checksOf(rendered([flex]), ['gmail', 'yahoo'])[0]).toMatchObject({ level: 'hint', why: 'Not shown so by Yahoo Mail.' });
});
