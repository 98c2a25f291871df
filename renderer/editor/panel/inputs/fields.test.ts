import { expect, test } from 'vitest';
import { insertAt } from '../insert-at.ts';
import { problemWithFile, shownAt } from './image-file.ts';

test('takes pictures that mail programs show, up to 10 MB', () => {
  expect(problemWithFile({ name: 'a.png', type: 'image/png', size: 1000 })).toBeNull();
  expect(problemWithFile({ name: 'a.svg', type: 'image/svg+xml', size: 10 })).toBe(
    'a.svg is not a PNG, JPEG, GIF or WebP picture.',
  );
  expect(problemWithFile({ name: 'a.png', type: 'image/png', size: 11 * 1024 * 1024 })).toBe('a.png is larger than 10 MB.');
});

test('shows pictures of the library from the app', () => {
  expect(shownAt('media:abc')).toBe('/app/media/abc');
  expect(shownAt('https://a.example/b.png')).toBe('https://a.example/b.png');
});

test('puts a merge tag at the end where no caret is known', () => {
  expect(insertAt(null, 'Hello ', '{{ x }}').text).toBe('Hello {{ x }}');
});
