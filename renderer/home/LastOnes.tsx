import { Link, useNavigate } from '@tanstack/react-router';
import type { Api } from '#shared/rpc/rpc.ts';
import { number, percent } from '../ui/format.ts';
import { Section } from '../ui/Section.tsx';
import { Table } from '../ui/Table.tsx';

type Item = Awaited<ReturnType<Api['home']['get']>>['lastOnes'][number];

export function LastOnes({ items }: { items: Item[] }) {
  const navigate = useNavigate();
  return (
    <Section title="How the last ones did">
      {items.length === 0 ? (
        <div className="dim">Nothing has been sent yet.</div>
      ) : (
        <Table>
          <thead>
            <tr>
              <th>Campaign</th>
              <th data-right>People</th>
              <th data-right>Clicked</th>
              <th data-right title="Unsubscribed from it">
                Left
              </th>
            </tr>
          </thead>
          <tbody>
            {items.map(({ campaignId: id, name, recipients, clicked, unsubscribed, tracked }) => (
              <tr key={id} data-link onClick={() => void navigate({ to: '/campaigns/$id/report', params: { id } })}>
                <td>
                  <Link to="/campaigns/$id/report" params={{ id }}>
                    {name}
                  </Link>
                </td>
                <td data-right>{number(recipients)}</td>
                <td data-right>{tracked ? percent(clicked, recipients) : <span className="faint">not counted</span>}</td>
                <td data-right className="dim">
                  {number(unsubscribed)}
                </td>
              </tr>
            ))}
          </tbody>
        </Table>
      )}
    </Section>
  );
}
