import { IconChartLine } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { type MouseEvent, useState } from 'react';
import type { CampaignRow } from '#shared/rpc/campaigns.ts';
import { api } from '../api.ts';
import { EmptyState } from '../ui/EmptyState.tsx';
import { number, percent, plural } from '../ui/format.ts';
import { Loading } from '../ui/Loading.tsx';
import { Meter } from '../ui/Meter.tsx';
import { Page } from '../ui/Page.tsx';
import { Table } from '../ui/Table.tsx';
import { When } from '../ui/When.tsx';
import { filledIn } from './preview/filled-in.ts';
import classes from './ReportsPage.module.css';

const MOST = 500;

const columns = {
  sent: { label: 'Sent', of: (row: CampaignRow) => row.sentAt ?? 0 },
  people: { label: 'People', of: (row: CampaignRow) => row.recipients },
  accepted: { label: 'Accepted', of: (row: CampaignRow) => row.accepted / (row.recipients || 1) },
  clicked: { label: 'Clicked', of: (row: CampaignRow) => row.clicked / (row.accepted || 1) },
  unsubscribed: { label: 'Unsubscribed', of: (row: CampaignRow) => row.unsubscribed / (row.accepted || 1) },
};
type Column = keyof typeof columns;

/** What was sent, one beside the other. */
export function ReportsPage() {
  const [by, setBy] = useState<{ column: Column; descending: boolean }>({ column: 'sent', descending: true });
  const { data } = useQuery({
    queryKey: ['campaigns', 'page', 'reports'],
    queryFn: ({ signal }) => api.campaigns.page({ status: 'sent', limit: MOST }, { signal }),
  });
  const { of } = columns[by.column];
  const rows = data?.rows.toSorted((a, b) => (of(a) - of(b)) * (by.descending ? -1 : 1));
  const best = Math.max(0, ...(rows ?? []).map(columns.clicked.of));
  const sortBy = (column: Column) => setBy((old) => ({ column, descending: old.column === column ? !old.descending : true }));

  return (
    <Page title="Reports" count={data && data.total > 0 ? plural(data.total, 'campaign') : undefined}>
      {!rows && <Loading what="Reading the reports…" />}
      {rows?.length === 0 && (
        <EmptyState icon={IconChartLine} title="Nothing was sent yet">
          When a campaign has gone out, what became of it stands here beside the others: to how many it went, how many clicked,
          how many left.
        </EmptyState>
      )}
      {rows && rows.length > 0 && (
        <Table>
          <thead>
            <tr>
              <th>Campaign</th>
              {(Object.keys(columns) as Column[]).map((column) => (
                <th
                  key={column}
                  data-right
                  aria-sort={by.column === column ? (by.descending ? 'descending' : 'ascending') : 'none'}
                >
                  <button type="button" className={classes.sort} onClick={() => sortBy(column)}>
                    {columns[column].label}
                    <span aria-hidden>{by.column === column ? (by.descending ? ' ↓' : ' ↑') : ''}</span>
                  </button>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <ReportRow key={row.id} row={row} best={best} />
            ))}
          </tbody>
        </Table>
      )}
      {data && data.total > MOST && <p className={`${classes.rest} faint small`}>The {number(MOST)} newest are shown.</p>}
    </Page>
  );
}

function ReportRow({ row, best }: { row: CampaignRow; best: number }) {
  const navigate = useNavigate();
  const open = (event: MouseEvent) => {
    const link = event.target instanceof Element && event.target.closest('a');
    if (!link) void navigate({ to: '/campaigns/$id/report', params: { id: row.id } });
  };
  return (
    <tr data-link onClick={open}>
      <td className={classes.name}>
        <Link to="/campaigns/$id/report" params={{ id: row.id }}>
          {row.name}
        </Link>
        <div className="faint small">{filledIn(row.subject)}</div>
      </td>
      <td data-right className="dim">
        <When at={row.sentAt} />
      </td>
      <td data-right>{number(row.recipients)}</td>
      <td data-right title={`${number(row.accepted)} of ${number(row.recipients)}`}>
        {percent(row.accepted, row.recipients)}
      </td>
      <td data-right title={row.tracked ? `${number(row.clicked)} of ${number(row.accepted)}` : undefined}>
        {!row.tracked && <span className="faint">not counted</span>}
        {row.tracked && (
          <div className={classes.clicked}>
            <Meter
              parts={[{ value: row.accepted ? row.clicked / row.accepted : 0 }]}
              max={best || 1}
              label={`${percent(row.clicked, row.accepted)} clicked`}
            />
            {percent(row.clicked, row.accepted)}
          </div>
        )}
      </td>
      <td data-right title={`${percent(row.unsubscribed, row.accepted)} of the accepted`}>
        {number(row.unsubscribed)}
      </td>
    </tr>
  );
}
