import { VisuallyHidden } from '@mantine/core';
import { IconFilter, IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { Segment } from '#shared/rpc/segments.ts';
import { ContactsTabs } from '../contacts/ContactsTabs.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { number } from '../ui/format.ts';
import { ICON } from '../ui/icons.ts';
import { LinkButton } from '../ui/LinkButton.tsx';
import { Loading } from '../ui/Loading.tsx';
import { Page } from '../ui/Page.tsx';
import { RowMenu } from '../ui/RowMenu.tsx';
import { Table } from '../ui/Table.tsx';
import { When } from '../ui/When.tsx';
import { countQuery, ruleOfSegment, segmentsQuery } from './queries.ts';
import classes from './SegmentsPage.module.css';
import { usedInWords, useSegmentActions } from './use-segment-actions.ts';

/** The segments, how many are in each now, and what depends on them. */
export function SegmentsPage() {
  const { data: segments } = useQuery(segmentsQuery);
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
        <Table>
          <thead>
            <tr>
              <th>Name</th>
              <th>Who is in it</th>
              <th>Used by</th>
              <th data-right>People now</th>
              <th data-right>Changed</th>
              <th>
                <VisuallyHidden>Actions</VisuallyHidden>
              </th>
            </tr>
          </thead>
          <tbody>
            {segments.map((segment) => (
              <SegmentRow key={segment.id} segment={segment} />
            ))}
          </tbody>
        </Table>
      )}
    </Page>
  );
}

function SegmentRow({ segment }: { segment: Segment }) {
  const { rename, duplicate, freeze, remove } = useSegmentActions(segment);
  const { id, name, rule, usedBy } = segment;
  const uses = [...usedBy.campaigns, ...usedBy.segments].join(', ');
  return (
    <tr>
      <td>
        <Link to="/contacts/segments/$id" params={{ id }}>
          {name}
        </Link>
      </td>
      <td className="dim">{rule === null ? 'picked by hand' : 'by conditions'}</td>
      <td className="dim" title={uses}>
        {usedInWords(usedBy)}
      </td>
      <td data-right>
        <Count id={id} />
      </td>
      <td data-right className="dim">
        <When at={segment.updatedAt} />
      </td>
      <td data-menu>
        <RowMenu
          label={`Change ${name}`}
          items={[
            { label: 'Rename…', onClick: () => void rename() },
            ...(rule === null ? [] : [{ label: 'Duplicate', onClick: duplicate }]),
            { label: 'Keep who is in it now…', onClick: () => void freeze() },
            { label: 'Delete…', onClick: () => void remove(), danger: true },
          ]}
        />
      </td>
    </tr>
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
