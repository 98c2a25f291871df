import type { ReactNode } from 'react';
import classes from './Section.module.css';

/** A titled part of a page. `small` titles it in capitals, as in panels and forms. */
export function Section(props: { title: string; aside?: ReactNode; small?: boolean; children: ReactNode }) {
  const { title, aside, small = false, children } = props;
  return (
    <section className={classes.section} data-small={small || undefined} aria-label={title}>
      <div className={classes.head}>
        {small ? <h3 className="eyebrow">{title}</h3> : <h2>{title}</h2>}
        {aside && <div className={`${classes.aside} faint small`}>{aside}</div>}
      </div>
      {children}
    </section>
  );
}
