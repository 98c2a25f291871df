import { IconFilter, IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { Segment } from '#shared/rpc/segments.ts';
import { ContactsTabs } from '../contacts/ContactsTabs.tsx';
import { type NamedColumn, NamedTable } from '../contacts/NamedTable.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { number } from '../ui/format.ts';
import { ICON } from '../ui/icons.ts';
import { LinkButton } from '../ui/LinkButton.tsx';
import { Loading } from '../ui/Loading.tsx';
import { Page } from '../ui/Page.tsx';
import { When } from '../ui/When.tsx';
import { countQuery, ruleOfSegment, segmentsQuery } from './queries.ts';
import classes from './SegmentsPage.module.css';
import { usedInWords, useSegmentActions } from './use-segment-actions.ts';

/** The segments, how many are in each now, and what depends on them. */
export function SegmentsPage() {
  const { data: segments } = useQuery(segmentsQuery);
  const { rename, duplicate, freeze, remove } = useSegmentActions();
  const add = (
    <LinkButton to="/contacts/segments/$id" params={{ id: 'new' }} variant="filled" leftSection={<IconPlus {...ICON} />}>
      New segment
    </LinkButton>
  );
  return (
    <Page title="Contacts" name="Segments" tabs={<ContactsTabs />} actions={add}>
      {!segments ? (
        <Loading />
      ) : segments.length === 0 ? (
        <EmptyState icon={IconFilter} title="No segment yet" actions={add}>
          A segment is whoever fulfils some conditions: opened in the last month, lives in Ghent, has not been mailed this week.
          It follows the people as they change.
        </EmptyState>
      ) : (
        <NamedTable
          rows={segments}
          columns={columns}
          name={({ id, name }) => (
            <Link to="/contacts/segments/$id" params={{ id }}>
              {name}
            </Link>
          )}
          menu={(segment) => [
            { label: 'Rename…', onClick: () => void rename(segment) },
            ...(segment.rule === null ? [] : [{ label: 'Duplicate', onClick: () => duplicate(segment) }]),
            { label: 'Keep who is in it now…', onClick: () => void freeze(segment) },
            { label: 'Delete…', onClick: () => void remove(segment), danger: true },
          ]}
        />
      )}
    </Page>
  );
}

function Count({ id }: { id: string }) {
  const { data, error } = useQuery(countQuery(ruleOfSegment(id)));
  if (error)
    return (
      <span className={classes.wrong} title={error.message}>
        needs mending
      </span>
    );
  if (!data) return <span className="faint">…</span>;
  return (
    <Link to="/contacts" search={{ segment: id }}>
      {number(data.count)}
    </Link>
  );
}

const columns: NamedColumn<Segment>[] = [
  { header: 'Who is in it', dim: true, cell: ({ rule }) => (rule === null ? 'picked by hand' : 'by conditions') },
  { header: 'Used by', dim: true, cell: ({ usedBy }) => <Users usedBy={usedBy} /> },
  { header: 'People now', right: true, cell: ({ id }) => <Count id={id} /> },
  { header: 'Changed', right: true, dim: true, cell: ({ updatedAt }) => <When at={updatedAt} /> },
];

function Users({ usedBy }: Pick<Segment, 'usedBy'>) {
  return <span title={[...usedBy.campaigns, ...usedBy.segments].join(', ')}>{usedInWords(usedBy) || 'nothing'}</span>;
}
