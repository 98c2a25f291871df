import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type PulsemailBlock, pulsemailBlock } from './block-shapes.ts';
import { fromPulsemail, toPulsemail } from './our-blocks.ts';

/** Not Markdown, but made of it as surely each time. */
const writing = { markdown: (source: string) => `<p>${encodeURIComponent(source)}</p>` };

const words = (most: number) =>
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: most }).filter((text) => text.length <= most);
const perhaps = (arbitrary: fc.Arbitrary<unknown>) => fc.option(arbitrary, { nil: null });
const web = fc.webUrl();
const link = fc.oneof(web, fc.constantFrom('mailto:a@b.example', '{{unsubscribe_url}}'));
const hex = fc.constantFrom('#2563eb', '#0f172a', '#ABCDEF');
const align = fc.constantFrom('left', 'center', 'right');

/** Text of a quote without what plain text cannot tell: space at the ends of lines, more than one empty line. */
const quoted = fc
  .array(
    words(20)
      .map((text) => text.replace(/\s+/g, ' ').trim())
      .filter(Boolean),
    { minLength: 1, maxLength: 3 },
  )
  .map((rows) => rows.join('\n\n'));

const cta = fc.oneof(fc.constant({ cta_label: null, cta_href: null }), fc.record({ cta_label: words(30), cta_href: link }));
const kinds: Record<PulsemailBlock['kind'], fc.Arbitrary<object>> = {
  hero: fc
    .tuple(
      fc.record({
        headline: words(40),
        subheadline: perhaps(words(40)),
        image_url: perhaps(web),
        image_alt: fc.oneof(fc.constant(''), words(20)),
        background_color: hex,
        text_color: hex,
        align,
      }),
      cta,
    )
    .map(([facts, button]) => ({ ...facts, ...button })),
  text: fc.record({
    body: words(60),
    format: fc.constantFrom('plain', 'markdown', 'html'),
    align,
    color: hex,
    size: fc.integer({ min: 10, max: 32 }),
  }),
  button: fc.record({
    label: words(30),
    href: link,
    style: fc.constantFrom('primary', 'secondary', 'outline'),
    align,
    full_width: fc.boolean(),
    background_color: hex,
    text_color: hex,
    radius: fc.nat(40),
  }),
  image: fc.record({
    src: web,
    alt: words(20),
    caption: perhaps(words(20)),
    href: perhaps(link),
    width: fc.integer({ min: 16, max: 1200 }),
    align,
  }),
  spacer: fc.record({ height: fc.integer({ min: 1, max: 200 }) }),
  quote: fc.record({
    text: quoted,
    author: perhaps(words(20)),
    role: perhaps(words(20)),
    avatar_url: perhaps(web),
    accent_color: hex,
  }),
  divider: fc.record({
    color: hex,
    thickness: fc.integer({ min: 1, max: 10 }),
    style: fc.constantFrom('solid', 'dashed', 'dotted'),
    width: fc.integer({ min: 10, max: 100 }),
  }),
};
const wire = fc
  .oneof(...Object.entries(kinds).map(([kind, props]) => fc.record({ kind: fc.constant(kind), props })))
  .map((block) => pulsemailBlock.parse(block));

it('every block of PulseMail comes back as it went', () => {
  fc.assert(
    fc.property(wire, (block) => {
      expect(toPulsemail(fromPulsemail(block, 'x', writing), writing)).toEqual(block);
    }),
    { numRuns: 500 },
  );
});

it('a text that was edited here goes back as what it is now', () => {
  const block = fromPulsemail(pulsemailBlock.parse({ kind: 'text', props: { body: 'A' } }), 'x', writing);
  if (block.kind !== 'text') throw new Error('a text stays a text');
  const edited = { ...block, props: { ...block.props, html: '<p>B</p>' } };
  expect(toPulsemail(edited, writing)).toMatchObject({ kind: 'text', props: { body: '<p>B</p>', format: 'html' } });
});

it('a property that no kind has is refused', () => {
  expect(pulsemailBlock.safeParse({ kind: 'spacer', props: { height: 3, depth: 1 } }).success).toBe(false);
  expect(pulsemailBlock.safeParse({ kind: 'hero', props: { headline: 'A', cta_label: 'B' } }).success).toBe(false);
});
