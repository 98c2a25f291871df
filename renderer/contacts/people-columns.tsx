import type { ContactRow } from '#shared/rpc/contacts.ts';
import { Chip } from '../ui/Chip.tsx';
import type { Column } from '../ui/VirtualTable.tsx';
import { When } from '../ui/When.tsx';
import { fullName, reasonMeaning, reasonWords } from './words.ts';

export type Sort = { by: 'created' | 'email' | 'name'; descending: boolean };

/** The table of people; beside an open panel only what tells people apart. */
export function peopleColumns(options: { sort: Sort; onSort: (sort: Sort) => void; narrow: boolean }): Column<ContactRow>[] {
  const { sort, onSort, narrow } = options;
  const sorts = (by: Sort['by']) => ({
    active: sort.by === by,
    descending: sort.descending,
    // Newest first, but A first.
    toggle: () => onSort({ by, descending: sort.by === by ? !sort.descending : by === 'created' }),
  });
  const columns: Column<ContactRow>[] = [
    { key: 'email', header: 'Email', width: 'minmax(0, 2.2fr)', sort: sorts('email'), render: ({ email }) => email },
    {
      key: 'name',
      header: 'Name',
      width: 'minmax(0, 1.5fr)',
      sort: sorts('name'),
      render: (row) => fullName(row) || <span className="faint">–</span>,
    },
    { key: 'lists', header: 'Lists', width: 'minmax(0, 1.6fr)', render: (row) => <Lists row={row} /> },
  ];
  if (narrow) return columns;
  return [
    ...columns,
    { key: 'tags', header: 'Tags', width: 'minmax(0, 1.3fr)', render: ({ tags }) => <Tags tags={tags} /> },
    {
      key: 'created',
      header: 'Added',
      width: '104px',
      right: true,
      sort: sorts('created'),
      render: ({ createdAt }) => (
        <span className="dim">
          <When at={createdAt} />
        </span>
      ),
    },
  ];
}

function Lists({ row: { lists, suppressed } }: { row: ContactRow }) {
  if (suppressed) {
    return (
      <Chip tone="bad" title={reasonMeaning[suppressed]}>
        {reasonWords[suppressed]}
      </Chip>
    );
  }
  const first = lists.find(({ status }) => status === 'subscribed') ?? lists[0];
  if (!first) return <span className="faint">none</span>;
  const names = lists.map(({ name, status }) => (status === 'subscribed' ? name : `${name} (${status})`)).join(', ');
  return (
    <span title={names}>
      <Chip tone={first.status === 'pending' ? 'warn' : first.status === 'unsubscribed' ? 'bad' : 'plain'}>
        {first.status === 'subscribed' ? first.name : `${first.name} ${first.status}`}
      </Chip>{' '}
      {lists.length > 1 && <span className="faint small">+{lists.length - 1}</span>}
    </span>
  );
}

function Tags({ tags }: { tags: string[] }) {
  const [first] = tags;
  if (first === undefined) return null;
  return (
    <span title={tags.join(', ')}>
      <Chip>{first}</Chip> {tags.length > 1 && <span className="faint small">+{tags.length - 1}</span>}
    </span>
  );
}
