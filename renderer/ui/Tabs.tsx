import { Link } from '@tanstack/react-router';
import { type KeyboardEvent, type ReactNode, useRef } from 'react';
import { number } from './format.ts';
import classes from './Tabs.module.css';

type Tab = { label: ReactNode; count?: number | undefined };

const inside = ({ label, count }: Tab) => (
  <>
    {label}
    {count !== undefined && <span className={`${classes.count} num`}>{number(count)}</span>}
  </>
);

/** Tabs that are places of their own, with an address each. */
export function LinkTabs({ label, tabs }: { label: string; tabs: (Tab & { to: string; params?: Record<string, string> })[] }) {
  return (
    <nav className={classes.tabs} aria-label={label}>
      {tabs.map((tab) => (
        <Link
          key={tab.to}
          to={tab.to}
          params={tab.params ?? {}}
          className={classes.tab}
          activeOptions={{ exact: true, includeSearch: false }}
          activeProps={{ 'data-active': true }}
        >
          {inside(tab)}
        </Link>
      ))}
    </nav>
  );
}

/** Tabs within one place. The panel is the caller's: give it `role="tabpanel"` and an `aria-label`. */
export function Tabs<Value extends string>(props: {
  label: string;
  tabs: (Tab & { value: Value })[];
  value: Value;
  onChange: (value: Value) => void;
}) {
  const { label, tabs, value, onChange } = props;
  const list = useRef<HTMLDivElement>(null);
  const move = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    if (!step) return;
    event.preventDefault();
    const index = (tabs.findIndex((tab) => tab.value === value) + step + tabs.length) % tabs.length;
    const next = tabs[index];
    if (!next) return;
    onChange(next.value);
    list.current?.querySelectorAll<HTMLElement>('[role=tab]')[index]?.focus();
  };
  return (
    <div className={classes.tabs} role="tablist" aria-label={label} ref={list}>
      {tabs.map((tab) => (
        <button
          key={tab.value}
          type="button"
          role="tab"
          className={classes.tab}
          aria-selected={tab.value === value}
          data-active={tab.value === value || undefined}
          tabIndex={tab.value === value ? 0 : -1}
          onClick={() => onChange(tab.value)}
          onKeyDown={move}
        >
          {inside(tab)}
        </button>
      ))}
    </div>
  );
}
