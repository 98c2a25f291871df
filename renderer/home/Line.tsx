import type { TablerIcon } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { ICON } from '../ui/icons.ts';
import classes from './Line.module.css';

type Props = { icon: TablerIcon; tone?: 'plain' | 'accent' | 'warn' | 'bad'; children: ReactNode; action?: ReactNode };

/** One thing on the home screen and what can be done about it. */
export function Line({ icon: Icon, tone = 'plain', children, action }: Props) {
  return (
    <li className={classes.line}>
      <span className={classes.icon} data-tone={tone}>
        <Icon {...ICON} />
      </span>
      <div className={classes.text}>{children}</div>
      {action}
    </li>
  );
}

export function Lines({ children }: { children: ReactNode }) {
  return <ul className={classes.lines}>{children}</ul>;
}
