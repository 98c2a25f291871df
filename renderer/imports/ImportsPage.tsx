import { IconUpload } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { api } from '../api.ts';
import { ContactsTabs } from '../contacts/ContactsTabs.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { number } from '../ui/format.ts';
import { ICON } from '../ui/icons.ts';
import { LinkButton } from '../ui/LinkButton.tsx';
import { Loading } from '../ui/Loading.tsx';
import { Page } from '../ui/Page.tsx';
import { Table } from '../ui/Table.tsx';
import { When } from '../ui/When.tsx';
import { StateChip } from './StateChip.tsx';
import { WatchedFiles } from './WatchedFiles.tsx';

/** Every file that was read, and what became of it. */
export function ImportsPage() {
  const { data: imports } = useQuery({ queryKey: ['imports', 'all'], queryFn: ({ signal }) => api.imports.all({}, { signal }) });
  const navigate = useNavigate();
  return (
    <Page
      title="Contacts"
      name="Imports"
      tabs={<ContactsTabs />}
      actions={
        <LinkButton variant="filled" to="/contacts/import" leftSection={<IconUpload {...ICON} />}>
          Import a file
        </LinkButton>
      }
    >
      {!imports ? (
        <Loading />
      ) : imports.length === 0 ? (
        <EmptyState
          icon={IconUpload}
          title="Nothing was imported yet"
          actions={<LinkButton to="/contacts/import">Choose a file</LinkButton>}
        >
          Drop a file of contacts anywhere on this window. What became of each of its rows is kept here.
        </EmptyState>
      ) : (
        <Table>
          <thead>
            <tr>
              <th>File</th>
              <th>When</th>
              <th>Into</th>
              <th>State</th>
              <th data-right>Rows</th>
              <th data-right>Imported</th>
              <th data-right>Updated</th>
              <th data-right>Unchanged</th>
              <th data-right>Rejected</th>
            </tr>
          </thead>
          <tbody>
            {imports.map((one) => (
              <tr key={one.id} data-link onClick={() => void navigate({ to: '/imports/$id', params: { id: one.id } })}>
                <td>
                  <Link to="/imports/$id" params={{ id: one.id }}>
                    {one.fileName}
                  </Link>
                </td>
                <td className="dim">
                  <When at={one.startedAt} as="dateTime" />
                </td>
                <td className="dim">{one.listName}</td>
                <td>
                  <StateChip state={one.state} undo={one.undo} />
                </td>
                <td data-right>{number(one.rows)}</td>
                <td data-right>{number(one.imported)}</td>
                <td data-right>{number(one.updated)}</td>
                <td data-right>{number(one.unchanged)}</td>
                <td data-right style={one.rejected > 0 ? { color: 'var(--bad)' } : {}}>
                  {number(one.rejected)}
                </td>
              </tr>
            ))}
          </tbody>
        </Table>
      )}
      <WatchedFiles />
    </Page>
  );
}
