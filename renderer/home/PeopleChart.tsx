import type { Api } from '#shared/rpc/rpc.ts';
import { date, number } from '../ui/format.ts';
import { Section } from '../ui/Section.tsx';
import { growthPath } from './growth-path.ts';
import classes from './PeopleChart.module.css';

type People = Awaited<ReturnType<Api['home']['get']>>['people'];

const WIDTH = 400;
const HEIGHT = 84;

/** How many people there are, and how that has grown. */
export function PeopleChart({ people }: { people: People }) {
  const { total, aMonthAgo, growth } = people;
  const first = growth[0];
  return (
    <Section title="People">
      <figure className={`${classes.figure} num`}>
        <figcaption className={classes.caption}>
          {number(total)}, {changeSince(aMonthAgo, total)}
        </figcaption>
        {first && growth.length > 1 && (
          <>
            <svg viewBox={`0 0 ${WIDTH} ${HEIGHT + 4}`} className={classes.chart} preserveAspectRatio="none" aria-hidden="true">
              <line x1="0" x2={WIDTH} y1={HEIGHT + 3.5} y2={HEIGHT + 3.5} className={classes.base} />
              <path d={growthPath(growth, { width: WIDTH, height: HEIGHT })} className={classes.line} />
            </svg>
            <div className={classes.axis}>
              <span>{date(first.at)}</span>
              <span>today</span>
            </div>
          </>
        )}
      </figure>
    </Section>
  );
}

function changeSince(aMonthAgo: number, total: number): string {
  if (total === aMonthAgo) return 'as many as a month ago';
  if (aMonthAgo === 0) return 'all of them new this month';
  return total > aMonthAgo
    ? `${number(total - aMonthAgo)} more than a month ago`
    : `${number(aMonthAgo - total)} fewer than a month ago`;
}
