import { expect, it } from 'vitest';
import { document as shape } from '#shared/content/document.ts';
import { everyBlock } from '#shared/content/walk.ts';
import { unreachablePages } from './page-links.ts';

it('finds links to pages that nobody can reach, but for those that ask for the page first', () => {
  expect(unreachablePages('{% if preferences_url %}<a href="{{ preferences_url }}">x</a>{% endif %}', null)).toEqual([]);
  expect(unreachablePages('{% if web_view_url %}{{ web_view_url }}{% endif %}{{ preferences_url }}', null)).toEqual([
    { blockId: null, detail: 'preference page', find: '{{ preferences_url }}' },
  ]);
  expect(unreachablePages('<a href="{{- web_view_url -}}">x</a>', null)).toMatchObject([{ detail: 'web view' }]);
});

it('names the block that has the link, the inner one where blocks are nested', () => {
  const button = { id: 'b', kind: 'button', props: { label: 'Choose', href: '{{ preferences_url }}' } };
  const design = shape.parse({
    version: 1,
    kind: 'blocks',
    blocks: [
      { id: 's', kind: 'section', props: { blocks: [button] } },
      { id: 'f', kind: 'footer', props: { preferences: 'Preferences' } },
    ],
  });
  const blocks = design.kind === 'blocks' ? everyBlock(design.blocks) : [];
  expect(unreachablePages('<a href="{{ preferences_url }}">Choose</a>', blocks)).toEqual([
    { blockId: 'b', detail: 'preference page', find: '' },
  ]);
});
