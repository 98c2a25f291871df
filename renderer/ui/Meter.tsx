import classes from './Meter.module.css';

type Part = { value: number; tone?: 'accent' | 'good' | 'warn' | 'bad' };

/** How much of something: one bar, or parts of several tones. `label` says it to who cannot see it. */
export function Meter(props: { parts: Part[]; max: number; label: string; thick?: boolean }) {
  const { parts, max, label, thick = false } = props;
  const sum = parts.reduce((total, { value }) => total + value, 0);
  return (
    <div
      className={classes.meter}
      data-thick={thick || undefined}
      role="progressbar"
      aria-label={label}
      aria-valuenow={Math.min(sum, max)}
      aria-valuemin={0}
      aria-valuemax={max}
    >
      {parts.map(({ value, tone = 'accent' }, index) => (
        <i
          // biome-ignore lint/suspicious/noArrayIndexKey: the parts are told apart by nothing but their order
          key={index}
          data-tone={tone}
          style={{ width: max > 0 ? `${Math.min(100, (100 * value) / max)}%` : 0 }}
        />
      ))}
    </div>
  );
}
