import type { Api } from '#shared/rpc/rpc.ts';
import { api } from '../api.ts';
import { usePages } from '../connection/use-pages.ts';
import { number } from '../ui/format.ts';
import { type Column, VirtualTable } from '../ui/VirtualTable.tsx';
import classes from './RejectsTable.module.css';

type Reject = Awaited<ReturnType<Api['imports']['rejects']>>['rows'][number];

const columns: Column<Reject>[] = [
  { key: 'line', header: 'Line', width: '76px', render: ({ line }) => <span className="dim">{number(line)}</span> },
  { key: 'reason', header: 'Why', width: 'minmax(0, 1.4fr)', render: ({ reason }) => <span title={reason}>{reason}</span> },
  {
    key: 'cells',
    header: 'The row',
    width: 'minmax(0, 2fr)',
    render: ({ cells }) => (
      <span className="dim" title={cells.join('\n')}>
        {cells.filter(Boolean).join(' · ')}
      </span>
    ),
  },
];

export function RejectsTable({ id }: { id: string }) {
  const pages = usePages<Reject>({
    key: ['imports', 'rejects', id],
    load: (window, signal) => api.imports.rejects({ id, ...window }, { signal }),
  });
  return (
    <div className={classes.frame} style={{ height: Math.min(460, 36 + pages.total * 39) }}>
      <VirtualTable label="Rejected rows" columns={columns} rows={pages.rows} rowKey={({ line }) => String(line)} />
    </div>
  );
}
