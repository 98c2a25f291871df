import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mergeTags } from '#shared/content/merge-tags.ts';
import { createField } from '../../contacts/contacts.ts';
import type { WriteDb } from '../../db/db.ts';
import { workspaceDb } from '../../db/testing.ts';
import { createReading, createSpelling, namesIn } from './handlebars.ts';

let db: WriteDb;
let close: () => void;
let fields: { city: string; odd: string; twin: string };
beforeAll(async () => {
  ({ db, close } = await workspaceDb());
  const field = (label: string) => createField(db, { label, type: 'text', now: 1 }).key;
  fields = { city: field('City'), odd: field('Favourite bread!'), twin: field('email') };
});
afterAll(() => close());

const spell = (text: string, defaults = {}, listName = 'News') => createSpelling(db, { defaults, listName }).spell(text);
const read = (text: string) => createReading(db)(text);

describe('handlebars', () => {
  it('are the merge tags that they mean, with their fallback or the campaign’s own value', () => {
    expect(spell('Hello {{first_name|friend}} from {{ city }}')).toBe(
      `Hello {{ contact.first_name | default: 'friend' }} from {{ contact.fields.${fields.city} }}`,
    );
    expect(spell('{{fields.City}} {{list_name}} {{season}}', { season: 'May' })).toBe(
      `{{ contact.fields.${fields.city} }} News May`,
    );
    expect(spell('{{city}}', { city: "it's {x}" })).toBe(`{{ contact.fields.${fields.city} | default: "it's (x)" }}`);
  });

  it('lead to the pages of a recipient, whatever else is said to stand there', () => {
    for (const name of ['unsubscribe_url', 'preferences_url', 'web_view_url']) {
      expect(spell(`<a href="{{${name}}}">x</a>`)).toBe(`<a href="{{ ${name} }}">x</a>`);
      expect(spell(`{{${name}|https://elsewhere.example}}`, { [name]: 'https://x.example' })).toBe(`{{ ${name} }}`);
    }
  });

  it('tell the names of which nobody knows a value', () => {
    const { spell: one, missing } = createSpelling(db, { defaults: { known: 'x' }, listName: '' });
    expect(one('{{known}} {{unknown}} {{other|but this}} {{toString}} {{contact.nothing}}')).toBe('x  but this  ');
    expect([...missing]).toEqual(['unknown', 'toString', 'contact.nothing']);
  });

  it('may be merge tags of the app as well, which stay what they are', () => {
    for (const { tag } of mergeTags) expect(spell(tag)).toBe(tag);
    for (const tag of ['{{ contact.first_name | default: "you" }}', '{{contact.email|upcase}}']) expect(spell(tag)).toBe(tag);
    expect(spell(`{{ contact.fields.${fields.odd} }}`)).toBe(`{{ contact.fields.${fields.odd} }}`);
  });
});

describe('merge tags', () => {
  it('are told as the handlebars that mean them, and what there is no word for as it is', () => {
    expect(read("Hello {{ contact.first_name | default: 'there' }}, {{contact.email}}")).toBe(
      'Hello {{first_name|there}}, {{email}}',
    );
    expect(read(`{{ contact.fields.${fields.city} | default: "town" }}`)).toBe('{{City|town}}');
    expect(read('{{ preferences_url }} {{ web_view_url }} {{ unsubscribe_url }}')).toBe(
      '{{preferences_url}} {{web_view_url}} {{unsubscribe_url}}',
    );
    for (const other of [
      '{{ brand.name }}',
      '{{ contact.first_name | upcase }}',
      '{% if preferences_url %}x{% endif %}',
      '{{ x }}',
    ])
      expect(read(other)).toBe(other);
  });

  it('come back as they were, whatever the field is called', () => {
    for (const key of Object.values(fields)) {
      const tag = `{{ contact.fields.${key} }}`;
      expect(spell(read(tag))).toBe(tag);
    }
    for (const { tag } of mergeTags) expect(spell(read(tag))).toBe(tag);
    const name = fc.constantFrom(
      'first_name',
      'last_name',
      'email',
      'City',
      'unsubscribe_url',
      'preferences_url',
      'web_view_url',
    );
    const fallback = fc.constantFrom('', '|friend', "|it's you", '|Zoë & Co');
    const piece = fc.oneof(
      fc.tuple(name, fallback).map(([one, other]) => `{{${one}${one.endsWith('_url') ? '' : other}}}`),
      fc.constantFrom('Hello ', '<p>', ' – ', '50 %'),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 6 }), (pieces) => {
        const text = pieces.join('');
        expect(read(spell(text))).toBe(text);
      }),
    );
  });

  it('have their names among the variables that a template asks for, but for what every message has', () => {
    expect(namesIn(['{{email}} {{list_name}} {{unsubscribe_url}} {{preferences_url}} {{ brand.name }} {{season}}'])).toEqual([
      'season',
    ]);
    expect(namesIn([read("{{ contact.first_name | default: 'x' }}"), '{{city}} {{city|y}}'])).toEqual(['first_name', 'city']);
  });
});
