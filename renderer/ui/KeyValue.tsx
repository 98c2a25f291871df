import { Fragment, type ReactNode } from 'react';
import classes from './KeyValue.module.css';

/** Facts of one thing, one line each. */
export function KeyValue({ rows }: { rows: { key: string; label: ReactNode; value: ReactNode }[] }) {
  return (
    <dl className={`${classes.facts} num`}>
      {rows.map(({ key, label, value }) => (
        <Fragment key={key}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </Fragment>
      ))}
    </dl>
  );
}
