import { expect, test } from 'vitest';
import { filledIn } from './filled-in.ts';

test('a merge tag reads as its fallback, as what is known, or as the fact it stands for', () => {
  expect(filledIn("{{ contact.first_name | default: 'Good news' }}, bread is back")).toBe('Good news, bread is back');
  expect(filledIn('From {{ brand.name }}', { 'brand.name': 'Hearth' })).toBe('From Hearth');
  expect(filledIn('Dear {{contact.last_name}}')).toBe('Dear [last name]');
});

test('what is no merge tag stays, and so does what is cleverer than one', () => {
  const clever = '{% if x %}{{ a | upcase }}{% endif %} {}';
  expect(filledIn(clever)).toBe(clever);
});
