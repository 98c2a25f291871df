import { useInfiniteQuery } from '@tanstack/react-query';
import { api } from '../api.ts';
import { titleOf } from '../scripts/dialects.ts';
import { Chip } from '../ui/Chip.tsx';
import { Loading } from '../ui/Loading.tsx';
import { Section } from '../ui/Section.tsx';
import { Table } from '../ui/Table.tsx';
import { When } from '../ui/When.tsx';
import classes from './Log.module.css';
import { Older } from './Older.tsx';
import { viaDialect } from './via.ts';

/** Who changed what, when, and by which way. */
export function AuditTab() {
  const pages = useInfiniteQuery({
    queryKey: ['audit', 'page'],
    queryFn: ({ pageParam, signal }) => api.audit.page({ before: pageParam }, { signal }),
    initialPageParam: null as number | null,
    getNextPageParam: ({ next }) => next,
  });
  const rows = pages.data?.pages.flatMap((page) => page.rows);
  return (
    <Section title="Audit">
      <p className={`${classes.about} dim`}>
        What was changed in this workspace, in a window or by a script. It says which values were given, never what they were. The
        last 100,000 changes are kept.
      </p>
      {!rows ? (
        <Loading />
      ) : rows.length === 0 ? (
        <p className="faint">Nothing was changed since this is kept.</p>
      ) : (
        <Table>
          <thead>
            <tr>
              <th>What</th>
              <th>On what</th>
              <th>Who</th>
              <th data-right>When</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => {
              const dialect = viaDialect(row.via);
              return (
                <tr key={row.id}>
                  <td>
                    <span className="mono">{row.action}</span>
                    {row.fields.length > 0 && <div className="faint small">{row.fields.join(', ')}</div>}
                  </td>
                  <td className="dim">
                    <span className="mono">{row.targetId || '–'}</span>
                  </td>
                  <td>
                    {row.actorLabel || 'without a name'}{' '}
                    {dialect ? <Chip tone="info">{titleOf(dialect)}</Chip> : <span className="faint small">in a window</span>}
                  </td>
                  <td data-right className="dim">
                    <When at={row.at} as="dateTime" />
                  </td>
                </tr>
              );
            })}
          </tbody>
        </Table>
      )}
      <Older pages={pages} />
    </Section>
  );
}
