import { Link } from '@tanstack/react-router';
import type { Report } from '#shared/rpc/campaigns.ts';
import { number } from '../../ui/format.ts';
import { Section } from '../../ui/Section.tsx';
import { Table } from '../../ui/Table.tsx';
import { skippedReason } from '../audience/skipped.ts';
import classes from './Aside.module.css';
import type { Outcomes } from './live.ts';
import { Uncertain } from './Uncertain.tsx';

/** What waits for a person, what servers said no to, who was left out, and how each domain took it. */
export function Aside(props: { id: string; report: Report; sendId: string | null; outcomes: Outcomes }) {
  const { id, report, sendId, outcomes } = props;
  const { refusals, skippedReasons, domains } = report;
  const { uncertain, refused, skipped } = outcomes;
  return (
    <aside>
      {uncertain > 0 && sendId && (
        <Section title="Needs you">
          <Uncertain sendId={sendId} count={uncertain} />
        </Section>
      )}
      {refusals.length > 0 && (
        <Section title={`${number(refused)} refused`}>
          <ul className={`${classes.list} num`}>
            {refusals.map(({ reply, count }) => (
              <li key={reply}>
                <Link
                  to="/campaigns/$id/people"
                  params={{ id }}
                  search={{ outcome: 'refused', said: reply }}
                  title="Show the people"
                >
                  <b>{number(count)}</b> <span className="dim">{reply || 'no words from the server'}</span>
                </Link>
              </li>
            ))}
          </ul>
        </Section>
      )}
      {skippedReasons.length > 0 && (
        <Section title={`${number(skipped)} skipped`}>
          <ul className={`${classes.list} num`}>
            {skippedReasons.map((one) => (
              <li key={one.reason}>
                <b>{number(one.count)}</b> <span className="dim">{skippedReason(one)}</span>
              </li>
            ))}
          </ul>
        </Section>
      )}
      {domains.length > 0 && (
        <Section title="By domain" aside="accepted of all">
          <Table>
            <tbody>
              {domains.map(({ domain, recipients, accepted }) => (
                <tr key={domain}>
                  <td>{domain}</td>
                  <td data-right className="dim">
                    {number(accepted)} / {number(recipients)}
                  </td>
                </tr>
              ))}
            </tbody>
          </Table>
        </Section>
      )}
    </aside>
  );
}
