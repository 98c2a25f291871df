import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { document, emptyDocument } from '#shared/content/document.ts';
import { fromBlocks, toBlocks } from './blocks.ts';
import { withFooter, withoutFooter } from './footer.ts';
import { fromName, fromStatus, toStatus } from './translate.ts';
import { statusWord } from './wire.ts';

const link = fc.constantFrom('', 'https://x.example/a?b=1&c=2', 'mailto:a@b.example');
const leaf = fc.oneof(
  fc.record({ type: fc.constant('heading'), text: fc.string(), level: fc.integer() }, { requiredKeys: ['type'] }),
  fc.record({ type: fc.constantFrom('text', 'html'), html: fc.string() }, { requiredKeys: ['type'] }),
  fc.record({ type: fc.constant('image'), src: link, alt: fc.string(), href: link }, { requiredKeys: ['type'] }),
  fc.record(
    { type: fc.constant('button'), label: fc.string(), href: link, align: fc.constantFrom('left', 'center', 'right', 'odd') },
    { requiredKeys: ['type'] },
  ),
  fc.record({ type: fc.constant('divider') }),
  fc.record({ type: fc.constant('spacer'), height: fc.double({ noNaN: true }) }, { requiredKeys: ['type'] }),
  fc.record(
    { type: fc.constant('social'), items: fc.array(fc.record({ platform: fc.string(), url: link }), { maxLength: 12 }) },
    { requiredKeys: ['type'] },
  ),
);
const columns = fc.record({
  type: fc.constant('columns'),
  left: fc.array(leaf, { maxLength: 3 }),
  right: fc.array(leaf, { maxLength: 3 }),
});
const withId = fc
  .tuple(fc.oneof(leaf, columns), fc.option(fc.string(), { nil: undefined }))
  .map(([wire, id]) => ({ ...wire, id }));

describe('blocks', () => {
  it('of any documented kind become a valid design, each with an id of its own', () => {
    fc.assert(
      fc.property(fc.array(withId, { maxLength: 8 }), (wire) => {
        const blocks = toBlocks(wire);
        expect(document.safeParse({ ...emptyDocument(), blocks }).success).toBe(true);
        const ids = blocks.flatMap((one) => [
          one.id,
          ...(one.kind === 'columns' ? one.props.columns.flat().map(({ id }) => id) : []),
        ]);
        expect(new Set(ids).size).toBe(ids.length);
      }),
    );
  });

  it('come back the same from a second journey', () => {
    fc.assert(
      fc.property(fc.array(withId, { maxLength: 8 }), (wire) => {
        const once = fromBlocks(toBlocks(wire));
        expect(fromBlocks(toBlocks(once))).toEqual(once);
      }),
    );
  });

  it('as the dialect has them come back as they went, capitals of a platform included', () => {
    const whole = [
      { id: 'a', type: 'heading', text: 'A & B', level: 3 },
      { id: 'b', type: 'text', html: '<p>x</p>' },
      { id: 'c', type: 'image', src: 'https://a.example/a.png', alt: 'A', href: '' },
      { id: 'd', type: 'button', label: 'Go', href: 'https://a.example/', align: 'right' },
      { id: 'e', type: 'divider' },
      { id: 'f', type: 'spacer', height: 260 },
      {
        id: 'g',
        type: 'social',
        items: [
          { platform: 'GitHub', url: 'https://github.com/x' },
          { platform: 'x', url: 'https://x.com/' },
        ],
      },
      {
        id: 'h',
        type: 'columns',
        left: [{ id: 'i', type: 'html', html: '<b>1</b>' }],
        right: [{ id: 'j', type: 'spacer', height: 1 }],
      },
      { id: 'k', type: 'html', html: '<p>y</p>' },
    ];
    expect(fromBlocks(toBlocks(whole))).toEqual(whole);
  });

  it('that are of our own kinds only are told as HTML of their text', () => {
    const blocks = document.parse({
      ...emptyDocument(),
      blocks: [{ id: 'q', kind: 'quote', props: { html: '<p>Good &lt;bread&gt;</p>' } }],
    });
    if (blocks.kind !== 'blocks') throw new Error('this is a design of blocks');
    expect(fromBlocks(blocks.blocks)).toEqual([{ id: 'q', type: 'html', html: expect.stringContaining('Good &lt;bread&gt;') }]);
  });

  it('that no design can hold are refused with their place', () => {
    for (const wire of [[null], ['x'], [{ type: '__proto__' }], [{ type: 'constructor' }], [{ type: 'text', html: 1 }]]) {
      expect(() => toBlocks(wire)).toThrow(/^bodyJson\.0: /);
    }
  });
});

describe('the footer', () => {
  const html = (source: string, text = '') => ({ ...emptyDocument(), kind: 'html' as const, html: source, text });

  it('is put into a design that lacks the link, and comes out again without a trace', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (before, after) => {
        const design = html(`<p>${before}</p></body>${after}`, before);
        const footed = withFooter(design);
        expect(JSON.stringify(footed)).toContain('unsubscribe_url');
        expect(withoutFooter(footed)).toEqual(design);
      }),
    );
    const blocks = { ...emptyDocument(), blocks: toBlocks([{ type: 'divider' }]) };
    expect(withFooter(blocks)).not.toEqual(blocks);
    expect(withoutFooter(withFooter(blocks))).toEqual(blocks);
  });

  it('is not put where the link is already', () => {
    const design = html('<a href="{{ unsubscribe_url }}">Leave</a>');
    expect(withFooter(design)).toBe(design);
  });
});

describe('words', () => {
  it('for the status of a subscriber mean the same in both directions', () => {
    for (const word of statusWord.options) {
      const { status, suppress } = fromStatus(word);
      const facts = { status: status ?? ('subscribed' as const), suppressed: suppress };
      expect(toStatus(facts, 'flat')).toBe(word === 'active' ? 'subscribed' : word);
      expect(toStatus(facts, 'nested')).toBe(word === 'subscribed' ? 'active' : word);
    }
    expect(toStatus({ status: 'subscribed', suppressed: 'blocked' }, 'flat')).toBe('unsubscribed');
  });

  it('of a name are the first one and the rest', () => {
    expect(fromName('  Anna Maria  Weber ')).toEqual({ firstName: 'Anna', lastName: 'Maria Weber' });
    expect(fromName('')).toEqual({ firstName: '', lastName: '' });
  });
});
