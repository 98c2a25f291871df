import type { ReactNode } from 'react';
import { Loading } from '../ui/Loading.tsx';
import { Meter } from '../ui/Meter.tsx';

type Progress = { looked: number; total: number };

/** What was found out so far about everybody's values, and how far the looking is. */
export function Looking<Found extends Progress>({ at, children }: { at: Found | null; children: (found: Found) => ReactNode }) {
  if (at === null) return <Loading />;
  return (
    <div className="num">
      {at.looked < at.total && <Meter parts={[{ value: at.looked }]} max={at.total} label="Looking at everybody" />}
      {children(at)}
    </div>
  );
}
