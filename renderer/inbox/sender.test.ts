import { expect, test } from 'vitest';
import { sender, senderName } from './sender.ts';

test('a sender is shown by name, or by address where there is no name', () => {
  expect(senderName('"Hearth Bakery" <hello@hearth.example>')).toBe('Hearth Bakery');
  expect(senderName('Hearth <hello@hearth.example>')).toBe('Hearth');
  expect(senderName('hello@hearth.example')).toBe('hello@hearth.example');
  expect(senderName('<hello@hearth.example>')).toBe('<hello@hearth.example>');
  expect(sender('"Hearth Bakery" <hello@hearth.example>')).toBe('Hearth Bakery <hello@hearth.example>');
});
