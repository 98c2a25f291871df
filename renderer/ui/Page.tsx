import { IconChevronLeft } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { type ReactNode, useEffect } from 'react';
import { ICON } from './icons.ts';
import classes from './Page.module.css';

type Props = {
  title: ReactNode;
  /** For the window's title where `title` is not plain text. */
  name?: string;
  /** What stands beside the title: a count, or chips. */
  count?: ReactNode;
  /** Where the chevron before the title leads. */
  back?: { to: string; label: string };
  actions?: ReactNode;
  /** Below the bar, above what scrolls. */
  tabs?: ReactNode;
  /** The body scrolls as a whole unless it is `fixed`: then its parts do (long tables, a panel beside them). */
  fixed?: boolean;
  children: ReactNode;
};

/** The frame of every screen: a bar with title and actions, perhaps tabs, and the body. */
export function Page({ title, name, count, back, actions, tabs, fixed = false, children }: Props) {
  const windowTitle = name ?? (typeof title === 'string' ? title : 'Letterpress');
  useEffect(() => {
    document.title = windowTitle === 'Letterpress' ? windowTitle : `${windowTitle} · Letterpress`;
  }, [windowTitle]);
  return (
    <div className={classes.page}>
      <header className={classes.bar}>
        {back && (
          <Link to={back.to} className={classes.back} aria-label={back.label} title={back.label}>
            <IconChevronLeft {...ICON} />
          </Link>
        )}
        <h1 className={classes.title}>{title}</h1>
        {count !== undefined && <div className={`${classes.count} num`}>{count}</div>}
        {actions && <div className={classes.actions}>{actions}</div>}
      </header>
      {tabs && <div className={classes.tabs}>{tabs}</div>}
      <div className={classes.body} data-fixed={fixed || undefined}>
        {children}
      </div>
    </div>
  );
}
