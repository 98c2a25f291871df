import fc from 'fast-check';
import { ratioNames } from './blocks/columns.ts';
import { type BlocksDocument, document, type LeafKind } from './document.ts';

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
    '<outlook-shows-not></outlook-shows-not>',
    '<outlook-shows-again></outlook-shows-again><!--[if mso]>',
    'zero\u200bwidth \u202eturned\u202c',
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
const own = (most: number) => fc.option(fc.nat(most), { nil: null });
const padding = fc.record({
  vertical: fc.nat(120),
  horizontal: fc.nat(120),
  top: own(200),
  right: own(200),
  bottom: own(200),
  left: own(200),
});
const border = fc.record({ width: fc.nat(12), style: fc.constantFrom('solid', 'dashed', 'dotted'), color });
const edge = {
  box: fc.option(fc.record({ border, corners: fc.nat(60), around: padding }), { nil: null }),
};
const box = { fill: color, padding, ...edge };
const ground = {
  backgroundColor: color,
  backgroundImage: arbitraryHref,
  backgroundSize: fc.constantFrom('cover', 'contain', 'auto'),
  backgroundPosition: fc.constantFrom('top', 'center', 'bottom'),
  border,
  radius: fc.nat(60),
};
const html = fc.oneof(
  arbitraryText,
  arbitraryText.map((words) => `<p>${words}</p>`),
  fc.constant('<p>One <strong>two</strong></p><img src=x onerror=alert(1)>'),
);
const text = arbitraryText;
const link = arbitraryHref;
const size = (least: number, most: number) => fc.integer({ min: least, max: most });
const picture = { src: link, alt: text, href: link, width: fc.nat(1200), radius: fc.nat(60), align };
const links = (more: Record<string, fc.Arbitrary<unknown>>) =>
  fc.array(fc.record({ name: text, href: link, ...more }), { maxLength: 4 });

const props: Record<LeafKind, fc.Arbitrary<unknown>> = {
  heading: fc.record({
    text,
    level: fc.constantFrom(1, 2, 3),
    size: fc.option(size(12, 72), { nil: null }),
    align,
    color,
    ...box,
  }),
  text: fc.record({ html, align, size: size(10, 48), color, ...box }),
  button: fc.record({
    label: text,
    href: link,
    look: fc.constantFrom('brand', 'filled', 'soft', 'outline'),
    align,
    background: color,
    color,
    radius: own(40),
    wide: fc.boolean(),
    ...box,
  }),
  list: fc.record({
    items: fc.array(text, { maxLength: 4 }),
    marks: fc.constantFrom('bullets', 'numbers', 'ticks'),
    size: size(10, 48),
    accent: color,
    color,
    ...box,
  }),
  quote: fc.record({ html, author: text, role: text, portrait: link, portraitAlt: text, accent: color, align, color, ...box }),
  table: fc.record({
    rows: fc.array(fc.array(text, { maxLength: 4 }), { maxLength: 4 }),
    header: fc.boolean(),
    striped: fc.boolean(),
    lastRight: fc.boolean(),
    size: size(10, 32),
    lines: color,
    color,
    ...box,
  }),
  image: fc.record({ ...picture, caption: text, border, fill: color, padding }),
  hero: fc.record({ src: link, alt: text, title: text, text, label: text, href: link, align, color, fill: color, ...edge }),
  logo: fc.record({ src: link, alt: text, href: link, width: fc.option(size(20, 600), { nil: null }), align, ...box }),
  video: fc.record({ ...picture, label: text, ...box }),
  divider: fc.record({
    color,
    thickness: size(1, 12),
    style: fc.constantFrom('solid', 'dashed', 'dotted'),
    width: size(10, 100),
    align,
    fill: color,
    padding,
  }),
  spacer: fc.record({ height: size(1, 400), fill: color }),
  footer: fc.record({ html, unsubscribe: text, preferences: text, webView: text, address: fc.boolean(), align, color, ...box }),
  product: fc.record({ ...picture, title: text, text, price: text, priceBefore: text, label: text, color, ...box }),
  menu: fc.record({
    links: links({}),
    between: fc.constantFrom('space', 'dot', 'bar'),
    size: size(10, 32),
    align,
    color,
    ...box,
  }),
  social: fc.record({ links: links({ network: text }), align, color, ...box }),
  countdown: fc.record({
    until: fc.constantFrom('', '2026-12-24', '2020-02-30', '2199-01-01'),
    days: text,
    oneDay: text,
    today: text,
    over: text,
    size: size(12, 72),
    align,
    color,
    ...box,
  }),
  html: fc.record({ html, ...box }),
};

const when = {
  label: 'In Vienna',
  rule: { kind: 'group', match: 'all', rules: [{ kind: 'tag', tagId: 'a1b2c3d4e5f6a7b8', has: true }] },
};
const envelope = {
  locked: fc.boolean(),
  only: fc.constantFrom('all', 'all', 'phone', 'computer'),
  when: fc.constantFrom(null, null, when),
};
// The keys of our own dictionary, which Object.keys gives back as plain strings.
const leafKinds = Object.keys(props) as LeafKind[];
const leaf = fc.oneof(...leafKinds.map((kind) => fc.record({ kind: fc.constant(kind), props: props[kind], ...envelope })));
const columns = fc.record({
  kind: fc.constant('columns'),
  props: fc.record({
    ratio: fc.constantFrom(...ratioNames),
    stack: fc.boolean(),
    reverse: fc.boolean(),
    padding: fc.nat(60),
    gap: fc.nat(60),
    valign: fc.constantFrom('top', 'middle', 'bottom'),
    ...ground,
    cellColor: color,
    cellBorder: border,
    cellRadius: fc.nat(60),
    columns: fc.array(fc.array(leaf, { maxLength: 3 }), { minLength: 1, maxLength: 4 }),
  }),
  ...envelope,
});
const section = fc.record({
  kind: fc.constant('section'),
  props: fc.record({
    ...ground,
    textColor: color,
    wide: fc.boolean(),
    padding,
    blocks: fc.array(fc.oneof({ weight: 4, arbitrary: leaf }, { weight: 1, arbitrary: columns }), { maxLength: 3 }),
  }),
  ...envelope,
});

type Unnamed = { kind: string; props: unknown };

/** Any valid design with at least one block, ids counting up. */
export const arbitraryDocument = (): fc.Arbitrary<BlocksDocument> =>
  fc
    .array(fc.oneof({ weight: 8, arbitrary: leaf }, { weight: 2, arbitrary: columns }, { weight: 1, arbitrary: section }), {
      minLength: 1,
      maxLength: 8,
    })
    .map((blocks) => {
      let count = 0;
      const named = (entry: Unnamed): unknown => {
        const { columns: cells, blocks: inner, ...own } = entry.props as { columns?: Unnamed[][]; blocks?: Unnamed[] };
        const holds = {
          ...(cells && { columns: cells.map((cell) => cell.map(named)) }),
          ...(inner && { blocks: inner.map(named) }),
        };
        return { ...entry, id: `n${++count}`, props: { ...own, ...holds } };
      };
      return document.parse({ version: 1, kind: 'blocks', style: {}, blocks: blocks.map(named) }) as BlocksDocument;
    });
