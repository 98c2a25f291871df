import type { TablerIcon } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import classes from './EmptyState.module.css';

/** What a screen says when there is nothing yet: what would be here, and the way to it. */
export function EmptyState(props: { icon?: TablerIcon; title: string; children?: ReactNode; actions?: ReactNode }) {
  const { icon: Icon, title, children, actions } = props;
  return (
    <div className={classes.empty}>
      {Icon && <Icon size={28} stroke={1.3} className="faint" aria-hidden />}
      <h2>{title}</h2>
      {children && <div className={`${classes.text} dim`}>{children}</div>}
      {actions && <div className={classes.actions}>{actions}</div>}
    </div>
  );
}
