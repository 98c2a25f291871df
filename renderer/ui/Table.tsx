import type { ComponentProps } from 'react';
import classes from './Table.module.css';

/** A plain table of few rows, drawn in hairlines: write `thead` and `tbody` inside; `data-right` on cells of numbers. */
export function Table({ className, ...rest }: ComponentProps<'table'>) {
  return <table className={`${classes.table} num ${className ?? ''}`} {...rest} />;
}
