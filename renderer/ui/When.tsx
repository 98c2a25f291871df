import { ago, date, dateTime, exactTime } from './format.ts';

/** A moment as people say it; the whole date with its zone is on the hover. */
export function When({
  at,
  as = 'date',
  empty = 'never',
}: {
  at: number | null;
  as?: 'date' | 'dateTime' | 'ago';
  empty?: string;
}) {
  if (at === null) return <span className="faint">{empty}</span>;
  const text = as === 'ago' ? ago(at) : as === 'dateTime' ? dateTime(at) : date(at);
  return (
    <time className="num" dateTime={new Date(at).toISOString()} title={exactTime(at)}>
      {text}
    </time>
  );
}
