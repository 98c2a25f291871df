import fc from 'fast-check';
import { type Block, type BlocksDocument, block, document, type LeafKind } from './document.ts';

/** Text as people write it, and as they attack with it. */
const arbitraryText: fc.Arbitrary<string> = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 40 }),
  fc.constantFrom(
    '"><script>alert(1)</script>',
    "' onclick='alert(1)",
    '</mj-text><mj-raw><script>alert(1)</script></mj-raw>',
    "{{ contact.first_name | default: 'there' }}",
    'a < b & c > d',
    'שלום 👩‍🍳 Grüße',
    ']]><!--',
    '--!><script>alert(1)</script>',
    "{{ '<script>alert(1)</script>' }}",
  ),
);
const arbitraryHref = fc.oneof(
  fc.webUrl(),
  fc.constantFrom(
    '',
    'javascript:alert(1)',
    'https://x.example/"onmouseover="alert(1)',
    'bakery.example/menu',
    '{{ unsubscribe_url }}',
    "{{ 'javascript:alert(1)' }}",
    "{{ '' }}javascript:alert(1)",
  ),
);
const color = fc.constantFrom('', '#b93a1a', '#FFFFFF');
const align = fc.constantFrom('left', 'center', 'right');
const padding = fc.record({ vertical: fc.nat(120), horizontal: fc.nat(120) });
const html = fc.oneof(
  arbitraryText,
  arbitraryText.map((words) => `<p>${words}</p>`),
  fc.constant('<p>One <strong>two</strong></p><img src=x onerror=alert(1)>'),
);

const props: Record<LeafKind, fc.Arbitrary<unknown>> = {
  heading: fc.record({ text: arbitraryText, level: fc.constantFrom(1, 2, 3), align, color, padding }),
  text: fc.record({ html, align, size: fc.integer({ min: 10, max: 48 }), color, padding }),
  image: fc.record({
    src: arbitraryHref,
    alt: arbitraryText,
    href: arbitraryHref,
    width: fc.nat(600),
    radius: fc.nat(60),
    align,
    padding,
  }),
  button: fc.record({
    label: arbitraryText,
    href: arbitraryHref,
    align,
    background: color,
    color,
    radius: fc.nat(40),
    wide: fc.boolean(),
    padding,
  }),
  hero: fc.record({
    src: arbitraryHref,
    alt: arbitraryText,
    title: arbitraryText,
    text: arbitraryText,
    label: arbitraryText,
    href: arbitraryHref,
    align,
    color,
  }),
  quote: fc.record({ html, author: arbitraryText, align, color, padding }),
  social: fc.record({
    links: fc.array(fc.record({ name: arbitraryText, href: arbitraryHref }), { maxLength: 4 }),
    align,
    color,
    padding,
  }),
  divider: fc.record({ color, thickness: fc.integer({ min: 1, max: 12 }), padding }),
  spacer: fc.record({ height: fc.integer({ min: 4, max: 200 }) }),
  html: fc.record({ html, padding }),
  footer: fc.record({ html, unsubscribe: arbitraryText, webView: arbitraryText, address: fc.boolean(), align, color, padding }),
};

const ofKinds = (kinds: readonly LeafKind[]) =>
  fc.oneof(...kinds.map((kind) => fc.record({ kind: fc.constant(kind), props: props[kind] })));
// The keys of our own dictionary, which Object.keys gives back as plain strings.
const leafKinds = Object.keys(props) as LeafKind[];
const leaf = ofKinds(leafKinds);
const cell = fc.array(ofKinds(leafKinds.filter((kind) => kind !== 'hero')), { maxLength: 3 });
const columns = fc.record({
  kind: fc.constant('columns'),
  props: fc.record({
    ratio: fc.constantFrom('1-1', '1-2', '2-1', '1-1-1', '1-1-1-1'),
    stack: fc.boolean(),
    padding: fc.nat(60),
    columns: fc.array(cell, { minLength: 2, maxLength: 4 }),
  }),
});

type Unnamed = { kind: string; props: unknown };

/** Any valid design with at least one block, ids counting up. */
export const arbitraryDocument = (): fc.Arbitrary<BlocksDocument> =>
  fc
    .array(fc.oneof({ weight: 4, arbitrary: leaf }, { weight: 1, arbitrary: columns }), { minLength: 1, maxLength: 8 })
    .map((blocks) => {
      let count = 0;
      const named = ({ kind, props }: Unnamed): unknown => {
        const cells = (props as { columns?: Unnamed[][] }).columns;
        return {
          id: `n${++count}`,
          kind,
          props: cells ? { ...(props as object), columns: cells.map((cell) => cell.map(named)) } : props,
        };
      };
      return document.parse({
        version: 1,
        kind: 'blocks',
        style: {},
        blocks: blocks.map((entry): Block => block.parse(named(entry))),
      }) as BlocksDocument;
    });
