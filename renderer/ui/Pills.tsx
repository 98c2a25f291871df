import { number } from './format.ts';
import classes from './Pills.module.css';

export type Pill<Value> = { value: Value; label: string; count?: number | undefined };

/** One of a few kinds to show, each with how many there are of it. */
export function Pills<Value extends string | null>(props: {
  label: string;
  pills: readonly Pill<Value>[];
  value: Value;
  onChange: (value: Value) => void;
}) {
  return (
    <fieldset className={classes.pills} aria-label={props.label}>
      {props.pills.map(({ value, label, count }) => (
        <button
          key={label}
          type="button"
          className={classes.pill}
          aria-pressed={value === props.value}
          data-active={value === props.value || undefined}
          onClick={() => props.onChange(value)}
        >
          {label}
          {count !== undefined && <span className="num">{number(count)}</span>}
        </button>
      ))}
    </fieldset>
  );
}
