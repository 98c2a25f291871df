import { SegmentedControl } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { WebhookDelivery, WebhookEndpoint } from '#shared/rpc/webhooks.ts';
import { api } from '../api.ts';
import { Chip, type Tone } from '../ui/Chip.tsx';
import { Loading } from '../ui/Loading.tsx';
import { Section } from '../ui/Section.tsx';
import { Table } from '../ui/Table.tsx';
import { When } from '../ui/When.tsx';
import { DeliveryDialog } from './DeliveryDialog.tsx';
import classes from './Log.module.css';
import { Older } from './Older.tsx';

type Status = WebhookDelivery['status'];
const filters = [
  { value: 'any', label: 'All' },
  { value: 'failed', label: 'Failed' },
  { value: 'pending', label: 'Waiting' },
] as const;

/** What one endpoint was told, newest first. */
export function Deliveries({ endpoint }: { endpoint: WebhookEndpoint }) {
  const [filter, setFilter] = useState<(typeof filters)[number]['value']>('any');
  const [openId, setOpenId] = useState<string | null>(null);
  const status: Status | null = filter === 'any' ? null : filter;
  const pages = useInfiniteQuery({
    queryKey: ['webhooks', 'deliveries', endpoint.id, status],
    queryFn: ({ pageParam, signal }) => api.webhooks.deliveries({ id: endpoint.id, status, before: pageParam }, { signal }),
    initialPageParam: null as number | null,
    getNextPageParam: ({ next }) => next,
  });
  const rows = pages.data?.pages.flatMap((page) => page.rows);
  return (
    <Section
      title="Deliveries"
      aside={
        <SegmentedControl
          aria-label="Which deliveries"
          size="xs"
          data={[...filters]}
          value={filter}
          onChange={(value) => setFilter(filters.find((one) => one.value === value)?.value ?? 'any')}
        />
      }
    >
      <p className={`${classes.about} dim`}>
        To <span className="mono">{endpoint.url}</span>, of the last seven days.
      </p>
      {!rows ? (
        <Loading />
      ) : rows.length === 0 ? (
        <p className="faint">{filter === 'any' ? 'It was told nothing yet.' : 'There are none of this kind.'}</p>
      ) : (
        <Table>
          <thead>
            <tr>
              <th>Event</th>
              <th>State</th>
              <th data-right>Answer</th>
              <th data-right>Tries</th>
              <th data-right>When</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.id}>
                <td>
                  <button type="button" className={classes.open} onClick={() => setOpenId(row.id)}>
                    {row.type}
                  </button>
                  {row.replayOf && <span className="faint small"> said again</span>}
                </td>
                <td>
                  <Chip tone={tones[row.status]}>{words[row.status]}</Chip>
                  {row.error !== '' && row.status !== 'succeeded' && <div className="faint small">{row.error}</div>}
                </td>
                <td data-right className="dim">
                  {row.responseStatus ?? '–'}
                </td>
                <td data-right className="dim">
                  {row.attempts}
                </td>
                <td data-right className="dim">
                  <When at={row.createdAt} as="dateTime" />
                </td>
              </tr>
            ))}
          </tbody>
        </Table>
      )}
      <Older pages={pages} />
      <DeliveryDialog id={openId} onClose={() => setOpenId(null)} />
    </Section>
  );
}

const tones: Record<Status, Tone> = { pending: 'info', succeeded: 'good', failed: 'bad' };
const words: Record<Status, string> = { pending: 'waiting', succeeded: 'delivered', failed: 'failed' };
