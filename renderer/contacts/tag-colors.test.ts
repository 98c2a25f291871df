import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { tagColor } from '#shared/schema/words.ts';
import { tagTones } from './tag-colors.ts';

const theme = join(import.meta.dirname, '..', 'theme', 'tokens.css');
const [light = '', dark = ''] = readFileSync(theme, 'utf8').split('[data-mantine-color-scheme="dark"]');

function token(scheme: string, name: string): string {
  const value = new RegExp(`--${name}: (#[0-9a-f]{6});`).exec(scheme)?.[1];
  if (!value) throw new Error(`There is no token ${name}.`);
  return value;
}

/** As WCAG 2 reckons it. */
function contrast(a: string, b: string): number {
  const luminance = (color: string) => {
    const [red = 0, green = 0, blue = 0] = [1, 3, 5]
      .map((at) => Number.parseInt(color.slice(at, at + 2), 16) / 255)
      .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const [low = 0, high = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (high + 0.05) / (low + 0.05);
}

const tokensOf: Record<string, [ink: string, wash: string]> = { plain: ['ink-2', 'well'] };

it.each(tagColor.options)('a tag in %s can be read in light and dark', (color) => {
  const tone = tagTones[color];
  const [ink, wash] = tokensOf[tone] ?? [tone, `${tone}-wash`];
  for (const scheme of [light, dark]) expect(contrast(token(scheme, ink), token(scheme, wash))).toBeGreaterThanOrEqual(4.5);
});
