import { expect, test } from 'vitest';
import { turned } from './looks.ts';

const always = () => true;

test('light becomes dark and dark becomes light, with the colour that it had', () => {
  expect(turned('#ffffff', always)).toBe('hsl(0 0% 10%)');
  expect(turned('#000', always)).toBe('hsl(0 0% 95%)');
  expect(turned('#b93a1a', always)).toMatch(/^hsl\(12 /);
  expect(turned('rgba(0, 0, 0, 0.5)', always)).toBe('hsl(0 0% 95% / 0.5)');
});

test('what is dark already stays where only light backgrounds are turned', () => {
  const onlyLight = (light: number) => light > 0.5;
  expect(turned('#241c15', onlyLight)).toBe('#241c15');
  // A near white stays as pale as it was.
  expect(turned('#f3eee4', onlyLight)).toMatch(/^hsl\(40 1\d% 1\d%\)$/);
});
