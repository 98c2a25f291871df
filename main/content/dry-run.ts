import { messageOf } from '../base/errors.ts';
import { hasBit } from '../base/id-bits.ts';
import { GMAIL_LIMIT } from './check.ts';
import type { Compiled } from './compile.ts';
import { neededOf } from './conditional-tags.ts';
import { createRenderer, type Person } from './render.ts';

/** Somebody whose message is made. */
export type Recipient = Person & { id: number };

/** How many it is about, and one of them, by the id that stays inside. */
export type Some = { people: number; example: number };

/** What came of making everybody's message. */
export type DryRun = {
  done: number;
  /** Messages that cannot be made, and the first reason. */
  failed: (Some & { message: string }) | null;
  /** Facts that are shown without a fallback and that somebody lacks. */
  empty: (Some & { path: string })[];
  noSubject: Some | null;
  /** Messages that Gmail cuts off. */
  tooLarge: Some | null;
  /** Octets of the HTML of the largest one. */
  largest: number;
};

/** As long as real ones, which carry a signature. */
const ADDRESSES = {
  unsubscribeUrl: `https://mail.letterpress.example/u/${'x'.repeat(32)}`,
  preferencesUrl: `https://mail.letterpress.example/p/${'x'.repeat(32)}`,
  viewUrl: `https://mail.letterpress.example/v/${'x'.repeat(32)}`,
};

/**
 * Makes the message of one person after the other exactly as a send would, and looks at each. `people` are the bits of
 * those who fulfil each condition. `result` may be asked at any time.
 */
export function createDryRun({ compiled, people }: { compiled: Compiled; people: readonly Uint8Array[] }): {
  look: (recipient: Recipient) => void;
  result: () => DryRun;
} {
  const render = createRenderer(compiled);
  const needed = neededOf(compiled).map(({ path, under }) => ({ path, under, of: factOf(path) }));
  const empty = new Map<string, Some & { path: string }>();
  const now: Omit<DryRun, 'empty'> = { done: 0, failed: null, noSubject: null, tooLarge: null, largest: 0 };
  const one = (before: Some | null, example: number): Some => ({
    people: (before?.people ?? 0) + 1,
    example: before?.example ?? example,
  });

  function look(recipient: Recipient): void {
    const { id } = recipient;
    now.done++;
    const when = people.map((bits) => hasBit(bits, id));
    try {
      const { html, subject } = render(recipient, ADDRESSES, when);
      // In octets it is at least as long as in characters, and mostly not much longer.
      const bytes = html.length * 3 > now.largest || html.length * 3 > GMAIL_LIMIT ? Buffer.byteLength(html) : 0;
      now.largest = Math.max(now.largest, bytes);
      if (bytes > GMAIL_LIMIT) now.tooLarge = one(now.tooLarge, id);
      if (subject === '') now.noSubject = one(now.noSubject, id);
    } catch (error) {
      now.failed = { message: now.failed?.message ?? messageOf(error), ...one(now.failed, id) };
    }
    const lacking = new Set<string>();
    for (const { path, under, of } of needed)
      if (isEmpty(of(recipient)) && under.every((index) => when[index])) lacking.add(path);
    for (const path of lacking) empty.set(path, { path, ...one(empty.get(path) ?? null, id) });
  }

  return { look, result: () => ({ ...now, empty: [...empty.values()] }) };
}

const isEmpty = (value: unknown): boolean =>
  value === undefined || value === null || (typeof value === 'string' && value.trim() === '');

const FIELDS = 'contact.fields.';

/** What is asked for, of a person; what is not a person's is never empty. */
function factOf(path: string): (recipient: Recipient) => unknown {
  if (path === 'contact.first_name') return ({ firstName }) => firstName;
  if (path === 'contact.last_name') return ({ lastName }) => lastName;
  if (!path.startsWith(FIELDS)) return () => 'there';
  const key = path.slice(FIELDS.length);
  return ({ fields }) => fields[key];
}
