import { SegmentedControl } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ApiRequest } from '#shared/rpc/audit.ts';
import { api } from '../api.ts';
import { titleOf } from '../scripts/dialects.ts';
import { Chip, type Tone } from '../ui/Chip.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { time } from '../ui/format.ts';
import { Loading } from '../ui/Loading.tsx';
import { Section } from '../ui/Section.tsx';
import { Table } from '../ui/Table.tsx';
import classes from './Log.module.css';
import { RequestDialog } from './RequestDialog.tsx';
import { viaDialect } from './via.ts';

const MOST = 100;

/** What scripts ask at this moment, as it comes in. */
export function RequestLog() {
  const requests = useQuery({
    queryKey: ['requests', 'all'],
    queryFn: ({ signal }) => api.audit.requests({}, { signal }),
  }).data;
  const [open, setOpen] = useState<ApiRequest | null>(null);
  const [which, setWhich] = useState('all');
  const shown = requests?.filter(({ status }) => which === 'all' || status >= 400).slice(0, MOST);
  return (
    <Section title="Requests" aside="live, forgotten when Letterpress quits">
      <div className={`${classes.about} ${classes.bar}`}>
        <p className="dim">What scripts ask and are answered. Addresses of people, keys and other secrets are left out.</p>
        <SegmentedControl
          aria-label="Which requests"
          data={[
            { value: 'all', label: 'All' },
            { value: 'refused', label: 'Refused' },
          ]}
          value={which}
          onChange={setWhich}
        />
      </div>
      {!requests || !shown ? (
        <Loading />
      ) : requests.length === 0 ? (
        <EmptyState title="No request yet">
          No script asked anything since Letterpress started. The first one appears here as soon as it is answered.
        </EmptyState>
      ) : shown.length === 0 ? (
        <p className="dim">None of the last {requests.length} requests was refused.</p>
      ) : (
        <Table>
          <thead>
            <tr>
              <th>Request</th>
              <th>API</th>
              <th>Key</th>
              <th data-right>Answer</th>
              <th data-right>Took</th>
              <th data-right>At</th>
            </tr>
          </thead>
          <tbody>
            {shown.map((request) => (
              <Row key={request.id} request={request} onOpen={() => setOpen(request)} />
            ))}
          </tbody>
        </Table>
      )}
      <RequestDialog request={open} onClose={() => setOpen(null)} />
    </Section>
  );
}

function Row({ request, onOpen }: { request: ApiRequest; onOpen: () => void }) {
  const dialect = viaDialect(request.dialect);
  return (
    <tr>
      <td>
        <button type="button" className={classes.open} onClick={onOpen}>
          {request.method} {request.path}
        </button>
      </td>
      <td className="dim">{dialect ? titleOf(dialect) : request.dialect}</td>
      <td className="dim">{request.key || <span className="faint">none that is known</span>}</td>
      <td data-right>
        <Chip tone={toneOf(request.status)}>{request.status}</Chip>
      </td>
      <td data-right className="dim">
        {request.ms}&nbsp;ms
      </td>
      <td data-right className="dim">
        {time(request.at)}
      </td>
    </tr>
  );
}

function toneOf(status: number): Tone {
  if (status >= 500) return 'bad';
  return status >= 400 ? 'warn' : 'good';
}
