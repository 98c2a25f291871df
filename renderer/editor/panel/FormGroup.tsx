import { type ReactNode, useId } from 'react';
import classes from './form.module.css';
import panel from './panel.module.css';

/** Some properties under a heading of their own. */
export function FormGroup({ label, children }: { label: string; children: ReactNode }) {
  const id = useId();
  return (
    <section className={classes.group} aria-labelledby={id}>
      <h2 id={id} className="eyebrow">
        {label}
      </h2>
      <div className={panel.form}>{children}</div>
    </section>
  );
}
