import { Link } from '@tanstack/react-router';
import type { Report } from '#shared/rpc/campaigns.ts';
import { number, percent, plural } from '../../ui/format.ts';
import { Meter } from '../../ui/Meter.tsx';
import { Table } from '../../ui/Table.tsx';
import classes from './LinksTable.module.css';

const short = (url: string) => url.replace(/^https?:\/\//, '').replace(/\/$/, '');

/** Which links were clicked, by how many people. */
export function LinksTable({ id, links, accepted }: { id: string; links: Report['links']; accepted: number }) {
  const most = Math.max(1, ...links.map(({ people }) => people));
  return (
    <Table className={classes.table}>
      <thead>
        <tr>
          <th>Link</th>
          <td />
          <th data-right>People</th>
          <th data-right>Clicks</th>
        </tr>
      </thead>
      <tbody>
        {links.map(({ url, people, clicks }) => (
          <tr key={url}>
            <td className={classes.url}>
              <Link to="/contacts" search={{ campaign: id, figure: 'clicked', url }} title={`${url}: show who clicked`}>
                {short(url)}
              </Link>
            </td>
            <td className={classes.meter}>
              <Meter
                parts={[{ value: people }]}
                max={most}
                label={`${plural(people, 'person', 'people')} clicked, ${percent(people, accepted)}`}
              />
            </td>
            <td data-right>{number(people)}</td>
            <td data-right className="dim">
              {number(clicks)}
            </td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
