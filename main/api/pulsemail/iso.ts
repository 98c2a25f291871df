const DAY = 86_400;
const MOST_DAYS = 5_000;
const days = new Map<number, string>();
const two = (count: number) => (count < 10 ? `0${count}` : String(count));

/** A moment as the document writes it, to the second. A page has hundreds of them, and most are of days that were written before. */
export function iso(at: number): string {
  const seconds = Math.floor(at / 1000);
  const day = Math.floor(seconds / DAY);
  let date = days.get(day);
  if (date === undefined) {
    if (days.size >= MOST_DAYS) days.clear();
    date = new Date(day * DAY * 1000).toISOString().slice(0, -'00:00:00.000Z'.length);
    days.set(day, date);
  }
  const rest = seconds - day * DAY;
  return `${date}${two(Math.floor(rest / 3600))}:${two(Math.floor(rest / 60) % 60)}:${two(rest % 60)}Z`;
}

export const isoOrNull = (at: number | null): string | null => (at === null ? null : iso(at));
