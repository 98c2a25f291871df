import { Button } from '@mantine/core';
import { IconListDetails, IconPlus } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { lazy, Suspense, useState } from 'react';
import type { List } from '#shared/rpc/contacts.ts';
import type { MembershipStatus } from '#shared/schema/words.ts';
import { api } from '../api.ts';
import { ask } from '../ui/ask.tsx';
import { confirm } from '../ui/confirm.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { number, people } from '../ui/format.ts';
import { ICON } from '../ui/icons.ts';
import { Loading } from '../ui/Loading.tsx';
import { Page } from '../ui/Page.tsx';
import { When } from '../ui/When.tsx';
import { ContactsTabs } from './ContactsTabs.tsx';
import { type NamedColumn, NamedTable } from './NamedTable.tsx';
import { useLists } from './queries.ts';

const AskAgain = lazy(async () => ({ default: (await import('./list-settings/AskAgain.tsx')).AskAgain }));
const ListSettingsDialog = lazy(async () => ({
  default: (await import('./list-settings/ListSettingsDialog.tsx')).ListSettingsDialog,
}));

/** The lists, how many are in each, and how they stand there. */
export function ListsPage() {
  const { data: lists } = useLists();
  const { create, rename, remove } = useListActions();
  const [settled, setSettled] = useState<List | null>(null);
  const [asking, setAsking] = useState<List | null>(null);
  return (
    <Page
      title="Contacts"
      name="Lists"
      tabs={<ContactsTabs />}
      actions={
        <Button variant="filled" onClick={() => void create()} leftSection={<IconPlus {...ICON} />}>
          New list
        </Button>
      }
    >
      {!lists ? (
        <Loading />
      ) : lists.length === 0 ? (
        <EmptyState
          icon={IconListDetails}
          title="No list yet"
          actions={<Button onClick={() => void create()}>Make a list</Button>}
        >
          A list is what people agree to be on: “Newsletter”, “Wholesale”. An import makes one too, if you like.
        </EmptyState>
      ) : (
        <NamedTable
          rows={lists}
          columns={columns}
          name={({ id, name }) => (
            <Link to="/contacts" search={{ list: id }}>
              {name}
            </Link>
          )}
          menu={(list) => [
            { label: 'Settings…', onClick: () => setSettled(list) },
            ...(list.doubleOptIn && list.pending > 0
              ? [{ label: 'Ask who is pending again…', onClick: () => setAsking(list) }]
              : []),
            { label: 'Rename…', onClick: () => void rename(list) },
            { label: 'Delete…', onClick: () => void remove(list), danger: true },
          ]}
        />
      )}
      <Suspense>
        {settled && <ListSettingsDialog list={settled} onClose={() => setSettled(null)} />}
        {asking && <AskAgain list={asking} onClose={() => setAsking(null)} />}
      </Suspense>
    </Page>
  );
}

function Standing({ list, status }: { list: List; status: MembershipStatus }) {
  if (list[status] === 0) return <span className="faint">0</span>;
  return (
    <Link to="/contacts" search={{ list: list.id, status }}>
      {number(list[status])}
    </Link>
  );
}

const columns: NamedColumn<List>[] = [
  { header: 'Subscribed', right: true, cell: (list) => <Standing list={list} status="subscribed" /> },
  { header: 'Pending', right: true, cell: (list) => <Standing list={list} status="pending" /> },
  { header: 'Unsubscribed', right: true, cell: (list) => <Standing list={list} status="unsubscribed" /> },
  { header: 'Since', right: true, dim: true, cell: ({ createdAt }) => <When at={createdAt} /> },
];

function useListActions() {
  const queries = useQueryClient();
  const { mutate } = useMutation({
    mutationFn: (work: () => Promise<unknown>) => work(),
    onSettled: () => queries.invalidateQueries({ queryKey: ['lists'] }),
  });
  return {
    create: async () => {
      const name = await ask({ title: 'New list', label: 'Name', placeholder: 'Newsletter', confirmLabel: 'Make the list' });
      if (name !== null) mutate(() => api.lists.create({ name }));
    },
    rename: async (list: List) => {
      const name = await ask({ title: `Rename ${list.name}`, label: 'Name', value: list.name, confirmLabel: 'Rename' });
      if (name !== null) mutate(() => api.lists.change({ id: list.id, name }));
    },
    remove: async (list: List) => {
      const count = list.subscribed + list.pending + list.unsubscribed;
      const yes = await confirm({
        title: `Delete ${list.name}?`,
        body:
          count === 0
            ? 'The list is empty.'
            : `The memberships of ${people(count)} end, with the consent that was kept for them. The people themselves stay in Contacts.`,
        confirmLabel: 'Delete the list',
        danger: true,
        ...(count > 100 ? { typed: list.name } : {}),
      });
      if (yes) mutate(() => api.lists.remove({ id: list.id }));
    },
  };
}
