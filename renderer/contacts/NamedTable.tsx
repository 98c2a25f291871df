import { VisuallyHidden } from '@mantine/core';
import type { ComponentProps, ReactNode } from 'react';
import { RowMenu } from '../ui/RowMenu.tsx';
import { Table } from '../ui/Table.tsx';

export type NamedColumn<Row> = {
  header: string;
  cell: (row: Row) => ReactNode;
  /** Numbers and dates stand on the right. */
  right?: boolean;
  dim?: boolean;
};

type Props<Row> = {
  rows: readonly Row[];
  columns: readonly NamedColumn<Row>[];
  /** The name as it leads on. */
  name: (row: Row) => ReactNode;
  menu: (row: Row) => ComponentProps<typeof RowMenu>['items'];
};

/** A few things with names: what is known of each, and what can be done with it. */
export function NamedTable<Row extends { id: string; name: string }>({ rows, columns, name, menu }: Props<Row>) {
  return (
    <Table>
      <thead>
        <tr>
          <th>Name</th>
          {columns.map(({ header, right }) => (
            <th key={header} data-right={right || undefined}>
              {header}
            </th>
          ))}
          <th>
            <VisuallyHidden>Actions</VisuallyHidden>
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.id}>
            <td>{name(row)}</td>
            {columns.map(({ header, cell, right, dim }) => (
              <td key={header} data-right={right || undefined} className={dim ? 'dim' : undefined}>
                {cell(row)}
              </td>
            ))}
            <td data-menu>
              <RowMenu label={`Change ${row.name}`} items={menu(row)} />
            </td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
