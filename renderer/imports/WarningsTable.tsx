import type { ImportWarning, WarningKind } from '#shared/rpc/imports.ts';
import { api } from '../api.ts';
import { usePages } from '../connection/use-pages.ts';
import { number } from '../ui/format.ts';
import { type Column, VirtualTable } from '../ui/VirtualTable.tsx';
import classes from './RejectsTable.module.css';

const line: Column<ImportWarning> = {
  key: 'line',
  header: 'Line',
  width: '76px',
  render: (row) => <span className="dim">{number(row.line)}</span>,
};
const address: Column<ImportWarning> = {
  key: 'email',
  header: 'Taken as',
  width: 'minmax(0, 1fr)',
  render: ({ email }) => <span title={email}>{email}</span>,
};
const written: Column<ImportWarning> = {
  key: 'written',
  header: 'In the file',
  width: 'minmax(0, 1fr)',
  render: (row) => (
    <span className="dim" title={row.written}>
      {row.written}
    </span>
  ),
};

export function WarningsTable({ id, kind }: { id: string; kind: WarningKind }) {
  const pages = usePages<ImportWarning>({
    key: ['imports', 'warnings', id, kind],
    load: (window, signal) => api.imports.warnings({ id, kind, ...window }, { signal }),
  });
  return (
    <div className={classes.frame} style={{ height: Math.min(460, 36 + pages.total * 39) }}>
      <VirtualTable
        label={kind === 'corrected' ? 'Corrected typos' : 'Addresses of offices'}
        columns={kind === 'corrected' ? [line, written, address] : [line, address]}
        rows={pages.rows}
        rowKey={(row) => String(row.line)}
      />
    </div>
  );
}
