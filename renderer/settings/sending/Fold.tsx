import { IconChevronRight } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { SMALL_ICON } from '../../ui/icons.ts';
import classes from './Fold.module.css';

type Props = { title: string; summary: ReactNode; forceOpen: boolean; children: ReactNode };

/** A part of a form that most people need not see. It opens by itself for what is wrong in it. */
export function Fold({ title, summary, forceOpen, children }: Props) {
  const [opened, setOpened] = useState(false);
  const open = opened || forceOpen;
  return (
    <details className={classes.fold} open={open} onToggle={(event) => setOpened(event.currentTarget.open)}>
      <summary className={classes.head}>
        <IconChevronRight {...SMALL_ICON} />
        <span>{title}</span>
        {!open && <span className={`${classes.summary} faint small`}>{summary}</span>}
      </summary>
      <div className={classes.body}>{children}</div>
    </details>
  );
}
