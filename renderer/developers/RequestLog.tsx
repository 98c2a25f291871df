import { Modal } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ApiRequest } from '#shared/rpc/audit.ts';
import { api } from '../api.ts';
import { Chip, type Tone } from '../ui/Chip.tsx';
import { time } from '../ui/format.ts';
import { Loading } from '../ui/Loading.tsx';
import { Section } from '../ui/Section.tsx';
import { Table } from '../ui/Table.tsx';
import { Body } from './DeliveryDialog.tsx';
import classes from './Log.module.css';

const MOST = 30;

/** What scripts ask at this moment, as it comes in. */
export function RequestLog() {
  const requests = useQuery({
    queryKey: ['requests', 'all'],
    queryFn: ({ signal }) => api.audit.requests({}, { signal }),
  }).data;
  const [open, setOpen] = useState<ApiRequest | null>(null);
  return (
    <Section title="Requests" aside="live, forgotten when Letterpress quits">
      {!requests ? (
        <Loading />
      ) : requests.length === 0 ? (
        <p className="dim">No script asked anything since Letterpress started.</p>
      ) : (
        <Table>
          <thead>
            <tr>
              <th>Request</th>
              <th>Key</th>
              <th data-right>Answer</th>
              <th data-right>Took</th>
              <th data-right>At</th>
            </tr>
          </thead>
          <tbody>
            {requests.slice(0, MOST).map((request) => (
              <tr key={request.id}>
                <td>
                  <button type="button" className={classes.open} onClick={() => setOpen(request)}>
                    {request.method} {request.path}
                  </button>
                </td>
                <td className="dim">{request.key || <span className="faint">none that is known</span>}</td>
                <td data-right>
                  <Chip tone={toneOf(request.status)}>{request.status}</Chip>
                </td>
                <td data-right className="dim">
                  {request.ms} ms
                </td>
                <td data-right className="dim">
                  {time(request.at)}
                </td>
              </tr>
            ))}
          </tbody>
        </Table>
      )}
      <Modal
        centered
        opened={open !== null}
        onClose={() => setOpen(null)}
        title={open ? `${open.method} ${open.path}` : ''}
        size={680}
      >
        {open && (
          <>
            <p className={`${classes.about} faint small`}>Addresses and secrets are left out. Long bodies are not kept.</p>
            {open.asked !== '' && <Body title="Asked" text={open.asked} />}
            <Body title={`Answered ${open.status}`} text={open.answered || 'no text, or a long one'} />
          </>
        )}
      </Modal>
    </Section>
  );
}

function toneOf(status: number): Tone {
  if (status >= 500) return 'bad';
  return status >= 400 ? 'warn' : 'good';
}
