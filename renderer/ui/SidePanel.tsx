import { ActionIcon } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { type ReactNode, useEffect, useRef } from 'react';
import { ICON } from './icons.ts';
import classes from './SidePanel.module.css';

type Props = {
  title: ReactNode;
  label: string;
  subtitle?: ReactNode;
  actions?: ReactNode;
  onClose: () => void;
  children: ReactNode;
};

/** One thing beside the list it is in, instead of a modal over it. Escape closes it. Goes into a `fixed` page. */
export function SidePanel({ title, label, subtitle, actions, onClose, children }: Props) {
  const panel = useRef<HTMLElement>(null);
  const close = useRef(onClose);
  close.current = onClose;

  useEffect(() => {
    const leave = (event: KeyboardEvent) => {
      const typing =
        event.target instanceof HTMLElement && event.target.closest('input, textarea, select, [role=dialog], [role=menu]');
      if (event.key === 'Escape' && !event.defaultPrevented && !typing) close.current();
    };
    window.addEventListener('keydown', leave);
    return () => window.removeEventListener('keydown', leave);
  }, []);

  return (
    <aside className={classes.panel} aria-label={label} ref={panel}>
      <header className={classes.head}>
        <div className={classes.titles}>
          <h2>{title}</h2>
          {subtitle && <div className="dim">{subtitle}</div>}
        </div>
        <div className={classes.actions}>
          {actions}
          <ActionIcon aria-label="Close" title="Close" onClick={onClose}>
            <IconX {...ICON} />
          </ActionIcon>
        </div>
      </header>
      <div className={classes.body}>{children}</div>
    </aside>
  );
}
