import { expect, test } from 'vitest';
import { newBlock } from '#shared/content/tree.ts';
import { htmlOf, readBlocks } from './clipboard.ts';

const carried = (blocks: unknown) => JSON.stringify({ version: 1, blocks });

/** What a browser would read out of the attribute. */
const attributeOf = (html: string) =>
  (/data-letterpress-blocks="([^"]*)"/.exec(html)?.[1] ?? '')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');

test('blocks come back from the clipboard as they were', () => {
  const blocks = [newBlock('heading', 'a'), newBlock('columns', 'b'), newBlock('section', 'c')];
  expect(readBlocks(attributeOf(htmlOf(blocks, 'words')))).toEqual(blocks);
});

test('what is written in blocks does not break out of the clipboard, merge tags included', () => {
  const block = { ...newBlock('html', 'a'), props: { ...newBlock('html', 'a').props, html: `"><script>{{ '">' }}</script>` } };
  const html = htmlOf([block as ReturnType<typeof newBlock>], `<b>"{{ x }}`);
  expect(html.match(/<[^>]*>/g)).toHaveLength(4);
  expect(html).not.toContain('<script');
  expect(html).not.toContain('<b>');
});

test('what is no block, or could not stand on a page, is not read', () => {
  expect(readBlocks('not json')).toBeNull();
  expect(readBlocks('{}')).toBeNull();
  expect(readBlocks(carried([]))).toBeNull();
  expect(readBlocks(carried([{ id: 'a', kind: 'script', props: {} }]))).toBeNull();
  expect(readBlocks(carried([{ id: 'a"><b', kind: 'text', props: {} }]))).toBeNull();
  expect(readBlocks(carried([{ id: 'a', kind: 'text', props: { onclick: 'x' } }]))).toBeNull();
  const twice = [newBlock('text', 'a'), newBlock('text', 'a')];
  expect(readBlocks(carried(twice))).toBeNull();
});
