import { expect, test } from 'vitest';
import { mergeTags } from '#shared/content/merge-tags.ts';
import { labelOf, readTag, withFallback } from './merge-label.ts';

test('names a merge tag in words, with the word for who has no value', () => {
  expect(labelOf('{{ contact.first_name }}', mergeTags)).toBe('first name');
  expect(labelOf("{{ contact.first_name | default: 'there' }}", mergeTags)).toBe('first name, or “there”');
  expect(labelOf('{{contact.first_name|default:"you"}}', mergeTags)).toBe('first name, or “you”');
});

test('names a tag that is not in the list by its last word', () => {
  expect(labelOf('{{ contact.fields.favourite_bread }}', mergeTags)).toBe('favourite bread');
});

test('shows anything cleverer as it is written', () => {
  expect(labelOf('{{ contact.first_name | upcase }}', mergeTags)).toBe('{{ contact.first_name | upcase }}');
  expect(readTag('{% if x %}')).toBeNull();
});

test('gives a tag another word for who has no value', () => {
  expect(withFallback('{{ contact.first_name }}', 'friend')).toBe("{{ contact.first_name | default: 'friend' }}");
  expect(withFallback("{{ contact.first_name | default: 'there' }}", 'you')).toBe("{{ contact.first_name | default: 'you' }}");
});

test('lets no quote or brace in the word end the tag early', () => {
  expect(withFallback('{{ contact.first_name }}', `l'ami" }} <b>`)).toBe("{{ contact.first_name | default: 'l’ami  b' }}");
  expect(withFallback('{{ contact.first_name }}', ' "" ')).toBe('{{ contact.first_name }}');
});
