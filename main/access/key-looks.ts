import { randomBytes, randomInt } from 'node:crypto';
import type { Dialect } from '#shared/schema/words.ts';

type Kind = 'secret' | 'public';
type Look = { start: string; make: () => string; pattern: RegExp };

const hex = (bytes: number) => () => randomBytes(bytes).toString('hex');
const base64url = (bytes: number) => () => randomBytes(bytes).toString('base64url');
const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
const letters = (count: number) => () => Array.from({ length: count }, () => LETTERS[randomInt(LETTERS.length)]).join('');

/** What the keys of each dialect look like, so that a client that checks its key's form is content. */
export const keyLooks: Record<Dialect, Partial<Record<Kind, Look>>> = {
  plume: { secret: { start: 'plume_', make: base64url(24), pattern: /^plume_/ } },
  plunk: {
    secret: { start: 'sk_', make: hex(32), pattern: /^sk_/ },
    public: { start: 'pk_', make: hex(32), pattern: /^pk_(?!live_)/ },
  },
  'plunk-classic': {
    secret: { start: 'sk_', make: hex(32), pattern: /^sk_/ },
    public: { start: 'pk_', make: hex(32), pattern: /^pk_(?!live_)/ },
  },
  pulsemail: { secret: { start: 'pk_live_', make: hex(16), pattern: /^pk_live_/ } },
  emailflow: { secret: { start: '', make: letters(60), pattern: /^[A-Za-z0-9]{60}$/ } },
};

/** The dialects whose keys look like this one: a guess for a key that is not known. */
export function looksLikeKeyOf(key: string): Dialect[] {
  return (Object.keys(keyLooks) as Dialect[]).filter((dialect) =>
    Object.values(keyLooks[dialect]).some((look) => look.pattern.test(key)),
  );
}
