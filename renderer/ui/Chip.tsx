import type { ReactNode } from 'react';
import classes from './Chip.module.css';

export type Tone = 'plain' | 'good' | 'warn' | 'bad' | 'info' | 'accent' | 'teal' | 'violet';

/** A status or a label; always with a word, for colour alone says nothing. */
export function Chip({ tone = 'plain', title, children }: { tone?: Tone; title?: string; children: ReactNode }) {
  return (
    <span className={classes.chip} data-tone={tone} title={title}>
      {children}
    </span>
  );
}
