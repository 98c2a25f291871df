import type { TagColor } from '#shared/schema/words.ts';
import type { Tone } from '../ui/Chip.tsx';

/** How a tag of a colour is drawn; the theme knows the tones in light and dark. */
export const tagTones: Record<TagColor, Tone> = {
  gray: 'plain',
  rust: 'accent',
  amber: 'warn',
  green: 'good',
  teal: 'teal',
  blue: 'info',
  violet: 'violet',
  rose: 'bad',
};

/** As a person reads it. */
export const colorWord = (color: TagColor): string => (color === 'gray' ? 'grey' : color);
