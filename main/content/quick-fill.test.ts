import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { htmlSource, plainSource } from './liquid.ts';
import { quickFill, type Scope } from './quick-fill.ts';

const piece = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 12 }),
  fc.constantFrom(
    '{{ contact.first_name }}',
    '{{contact.last_name}}',
    "{{ contact.first_name | default: 'there' }}",
    '{{ contact.fields.city | default: "Here & there" }}',
    '{{ contact.fields.visits }}',
    '{{ contact.fields.visits | default: "none" }}',
    '{{ contact.fields.vip | default: "no" }}',
    '{{ contact.fields.nothing }}',
    '{{ contact.fields.constructor }}',
    '{{ brand.name }}',
    '{{ unsubscribe_url }}',
    '{% if when[0] %}',
    '{% if when[7] %}',
    '{% if web_view_url %}',
    '{% if preferences_url %}',
    '{% endif %}',
    '{{ contact.first_name | upcase }}',
    '{{- contact.email -}}',
    '{{ contact.fields.size }}',
    '{{',
    '%}',
  ),
);
const word = fc.oneof(fc.string({ maxLength: 8 }), fc.constantFrom('', '<b>', `"'&`, '{{ x }}', '  ', '0'));
const scope: fc.Arbitrary<Scope> = fc.record({
  contact: fc.record({
    email: word,
    first_name: word,
    last_name: word,
    fields: fc.record(
      { city: word, visits: fc.oneof(fc.integer(), fc.double(), fc.constant(0)), vip: fc.boolean() },
      { requiredKeys: [] },
    ),
  }),
  brand: fc.record({ name: word, postal_address: word }),
  unsubscribe_url: word,
  preferences_url: word,
  web_view_url: word,
  when: fc.array(fc.boolean(), { minLength: 1, maxLength: 8 }),
});

describe('what is filled without Liquid', () => {
  it.each([
    { asHtml: true, sourceOf: htmlSource },
    { asHtml: false, sourceOf: plainSource },
  ])('is to the letter what Liquid makes of it, as HTML: $asHtml', ({ asHtml, sourceOf }) => {
    let quick = 0;
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), scope, (pieces, known) => {
        const source = pieces.join('');
        const fill = quickFill(source, { asHtml });
        if (!fill) return;
        quick++;
        const liquid = sourceOf(source);
        expect(fill(known)).toBe(liquid.render(liquid.parse(), known));
      }),
      { numRuns: 3_000 },
    );
    expect(quick).toBeGreaterThan(300);
  });

  it('leaves to Liquid what it does not know, and what is wrong', () => {
    for (const source of [
      '{{ contact.first_name | upcase }}',
      '{% for a in b %}{% endfor %}',
      '{% if when[0] %}',
      '{{ open',
      '{{ x }}',
      "{{ contact.email | default: 'it\\'s' }}",
    ])
      expect(quickFill(source, { asHtml: true }), source).toBeNull();
  });
});
