import { SegmentedControl } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './When.module.css';

type Props<Value extends string> = {
  label: string;
  value: Value;
  options: { value: Value; label: string; disabled?: boolean }[];
  onChange: (value: Value) => void;
  /** What else is to be said for the option that is chosen. */
  children?: ReactNode;
};

/** One of a few ways, chosen in a row. */
export function ChoiceRow<Value extends string>({ label, value, options, onChange, children }: Props<Value>) {
  return (
    <section aria-label={label} className={classes.part}>
      <div className={classes.row}>
        <h3 className="eyebrow">{label}</h3>
        <SegmentedControl fullWidth aria-label={label} value={value} onChange={onChange} data={options} />
      </div>
      {children}
    </section>
  );
}
