const LOCALE = 'en-GB';
const integers = new Intl.NumberFormat(LOCALE, { maximumFractionDigits: 0 });
const decimals = new Intl.NumberFormat(LOCALE, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
const dayMonth = new Intl.DateTimeFormat(LOCALE, { day: 'numeric', month: 'short' });
const dayMonthYear = new Intl.DateTimeFormat(LOCALE, { day: 'numeric', month: 'short', year: 'numeric' });
const clock = new Intl.DateTimeFormat(LOCALE, { hour: '2-digit', minute: '2-digit' });
const weekday = new Intl.DateTimeFormat(LOCALE, { weekday: 'long', day: 'numeric', month: 'long' });
const full = new Intl.DateTimeFormat(LOCALE, { dateStyle: 'full', timeStyle: 'long' });

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** `4,312` */
export const number = (value: number): string => integers.format(value);

/** `1 person`, `4,312 people`; the plural is the singular with an s unless it is given. */
export const plural = (count: number, one: string, many = `${one}s`): string => `${number(count)} ${count === 1 ? one : many}`;

export const people = (count: number): string => plural(count, 'person', 'people');

/** A share in percent, `11.9%`; a dash where there is nothing to share. */
export const percent = (part: number, whole: number): string => (whole > 0 ? `${decimals.format((100 * part) / whole)}%` : '–');

/** `2.0` */
export const decimal = (value: number): string => decimals.format(value);

/** `1.1 MB` */
export function bytes(value: number): string {
  if (value < 1000) return `${integers.format(value)} bytes`;
  if (value < 1_000_000) return `${integers.format(value / 1000)} KB`;
  return value < 1_000_000_000 ? `${decimals.format(value / 1e6)} MB` : `${decimals.format(value / 1e9)} GB`;
}

/** `19 Nov`, with the year where it is another one. */
export function date(at: number, now = Date.now()): string {
  const same = new Date(at).getFullYear() === new Date(now).getFullYear();
  return (same ? dayMonth : dayMonthYear).format(at);
}

/** `14:08` */
export const time = (at: number): string => clock.format(at);

/** `2 Feb 2025, 14:08` */
export const dateTime = (at: number): string => `${dayMonthYear.format(at)}, ${clock.format(at)}`;

/** `Friday 28 November, 7:00` */
export const weekdayTime = (at: number): string => `${weekday.format(at)}, ${clock.format(at)}`;

/** The whole truth with the time zone, for the hover. */
export const exactTime = (at: number): string => full.format(at);

/** `just now`, `9 minutes ago`, `yesterday`, `3 weeks ago`. */
export function ago(at: number, now = Date.now()): string {
  const past = now - at;
  if (past < MINUTE) return 'just now';
  if (past < HOUR) return `${plural(Math.floor(past / MINUTE), 'minute')} ago`;
  if (past < DAY) return `${plural(Math.floor(past / HOUR), 'hour')} ago`;
  const days = Math.floor(past / DAY);
  if (days === 1) return 'yesterday';
  if (days < 14) return `${plural(days, 'day')} ago`;
  if (days < 60) return `${plural(Math.floor(days / 7), 'week')} ago`;
  if (days < 730) return `${plural(Math.floor(days / 30.4), 'month')} ago`;
  return `${plural(Math.floor(days / 365.25), 'year')} ago`;
}

/** `40 seconds`, `13 minutes`, `2 hours 5 minutes`: rough, for what is left or was needed. */
export function duration(ms: number): string {
  if (ms < SECOND) return 'less than a second';
  if (ms < 90 * SECOND) return plural(Math.round(ms / SECOND), 'second');
  const minutes = Math.round(ms / MINUTE);
  if (minutes < 60) return plural(minutes, 'minute');
  if (ms >= DAY) return plural(Math.round(ms / DAY), 'day');
  const hours = plural(Math.floor(minutes / 60), 'hour');
  return minutes % 60 === 0 ? hours : `${hours} ${plural(minutes % 60, 'minute')}`;
}
