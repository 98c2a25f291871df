const DAY = 86_400;
const MOST_DAYS = 5_000;
const two = (count: number) => (count < 10 ? `0${count}` : String(count));
const dates = new Map<number, string>();
const minutes = Array.from({ length: 24 * 60 }, (_, minute) => `${two(Math.floor(minute / 60))}:${two(minute % 60)}:`);
const seconds = Array.from({ length: 60 }, (_, second) => `${two(second)}Z`);

/** A moment as the document writes it, to the second. A page has hundreds of them, so it is put together from what is written already. */
export function iso(at: number): string {
  const whole = Math.floor(at / 1000);
  const day = Math.floor(whole / DAY);
  const second = whole - day * DAY;
  const minute = Math.floor(second / 60);
  return dateOf(day) + minutes[minute] + seconds[second - 60 * minute];
}

function dateOf(day: number): string {
  const known = dates.get(day);
  if (known !== undefined) return known;
  if (dates.size >= MOST_DAYS) dates.clear();
  const date = new Date(day * DAY * 1000).toISOString().slice(0, -'00:00:00.000Z'.length);
  dates.set(day, date);
  return date;
}

export const isoOrNull = (at: number | null): string | null => (at === null ? null : iso(at));
