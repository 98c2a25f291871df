import { useElementSize } from '@mantine/hooks';
import type { Report } from '#shared/rpc/campaigns.ts';
import styles from './ClicksChart.module.css';
import { axisLabel, roundSteps } from './scale.ts';

const HEIGHT = 190;
const TOP = 22;
const BASE = 160;
const LEFT = 44;
const RIGHT = 8;

/** The sum of clicks since the start as one line, drawn in the pixels that it has so that its words keep their size. */
export function ClicksChart({ points: steps, until }: { points: Report['clicksOverTime']; until: number }) {
  const { ref, width } = useElementSize();
  // The last step is not over yet.
  const points = steps.map(({ at, clicks }) => ({ at: Math.min(at, until), clicks }));
  const first = points[0];
  const last = points.at(-1);
  if (!first || !last || last.clicks === 0) return <p className={styles['none']}>No click yet.</p>;

  const span = Math.max(1, last.at - first.at);
  const x = (at: number) => LEFT + ((at - first.at) / span) * Math.max(0, width - LEFT - RIGHT);
  const y = (clicks: number) => BASE - (clicks / last.clicks) * (BASE - TOP);
  const line = points.map(({ at, clicks }, index) => `${index ? 'L' : 'M'}${x(at).toFixed(1)} ${y(clicks).toFixed(1)}`).join(' ');
  const middle = first.at + span / 2;
  const total = last.clicks.toLocaleString('en');

  return (
    <div ref={ref}>
      <svg
        className={styles['chart']}
        width={width}
        height={HEIGHT}
        role="img"
        aria-label={`${total} ${last.clicks === 1 ? 'click' : 'clicks'} between ${axisLabel(first.at, span)} and ${axisLabel(last.at, span)}`}
      >
        {[0, ...roundSteps(last.clicks)].map((value) => (
          <g key={value}>
            <line className={styles['rule']} x1={0} x2={width} y1={y(value)} y2={y(value)} />
            {value > 0 && (
              <text className={styles['label']} x={0} y={y(value) - 5}>
                {value.toLocaleString('en')}
              </text>
            )}
          </g>
        ))}
        <path className={styles['line']} d={line} />
        <text className={styles['total']} x={width - RIGHT} y={y(last.clicks) - 7} textAnchor="end">
          {total} {last.clicks === 1 ? 'click' : 'clicks'}
        </text>
        <text className={styles['label']} x={LEFT} y={BASE + 20}>
          {axisLabel(first.at, span)}
        </text>
        {width > 360 && (
          <text className={styles['label']} x={x(middle)} y={BASE + 20} textAnchor="middle">
            {axisLabel(middle, span)}
          </text>
        )}
        <text className={styles['label']} x={width - RIGHT} y={BASE + 20} textAnchor="end">
          {axisLabel(last.at, span)}
        </text>
      </svg>
    </div>
  );
}
