import { escapeHtml } from './escape.ts';

export type Countdown = { until: string; days: string; oneDay: string; today: string; over: string };

/** What a countdown says on a day, `2026-12-24`. */
export function countdownWords({ until, days, oneDay, today, over }: Countdown, day: string): string {
  const left = Math.round((Date.parse(until) - Date.parse(day)) / 86_400_000);
  // A day that no calendar has counts for none.
  if (Number.isNaN(left)) return `… ${days}`;
  if (left < 0) return over;
  if (left === 0) return today;
  return `${left} ${left === 1 ? oneDay : days}`;
}

const MARK = /\{% unless countdown == '([\w%.!~*()-]+)' %\}[\s\S]*?\{% endunless %\}/g;

/**
 * Words between marks that say what is counted, so that they can be said anew on the day on which a message goes. The marks
 * are Liquid that shows what is between them: whoever knows nothing of them shows the words of the day of making.
 */
export function markedCountdown({ until, days, oneDay, today, over }: Countdown, words: string): string {
  const facts = [until, days, oneDay, today, over];
  if (until === '' || facts.join().includes('endunless')) return words;
  const encoded = encodeURIComponent(JSON.stringify(facts)).replaceAll("'", '%27');
  return `{% unless countdown == '${encoded}' %}${words}{% endunless %}`;
}

export const hasCountdown = (source: string): boolean => source.search(MARK) !== -1;

/** A source with its countdowns as of a day, and without their marks. */
export const countdownsOn = (source: string, { day, asHtml }: { day: string; asHtml: boolean }): string =>
  source.replace(MARK, (_, encoded: string) => {
    // Written by markedCountdown alone, or the mark would not be found.
    const [until = '', days = '', oneDay = '', today = '', over = ''] = JSON.parse(decodeURIComponent(encoded)) as string[];
    const words = countdownWords({ until, days, oneDay, today, over }, day);
    return asHtml ? escapeHtml(words) : words;
  });

/** A source with the words that stand between the marks, which go. */
export const withoutMarks = (source: string): string =>
  source.replace(MARK, (whole) => whole.replace(/^\{%[^}]*%\}|\{% endunless %\}$/g, ''));
