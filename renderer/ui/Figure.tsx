import type { ReactNode } from 'react';
import classes from './Figure.module.css';

type Props = { value: string; label: ReactNode; note?: ReactNode; tone?: 'plain' | 'good' | 'warn' | 'bad'; apart?: boolean };

/** A big number of a report with what it counts. Put several in `<Figures>`; `apart` draws a line before this one. */
export function Figure({ value, label, note, tone = 'plain', apart = false }: Props) {
  return (
    <div className={classes.figure} data-apart={apart || undefined}>
      <div className={`${classes.value} num`} data-tone={tone}>
        {value}
      </div>
      <div className="dim">
        {label} {note && <span className="faint">{note}</span>}
      </div>
    </div>
  );
}

export function Figures({ children }: { children: ReactNode }) {
  return <div className={classes.figures}>{children}</div>;
}
