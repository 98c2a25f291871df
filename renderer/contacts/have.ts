import { people } from '../ui/format.ts';

/** `1 person has`, `12 people have`. */
export const have = (count: number): string => `${people(count)} ${count === 1 ? 'has' : 'have'}`;
