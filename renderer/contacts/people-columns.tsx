import type { ContactRow } from '#shared/rpc/contacts.ts';
import type { Field } from '#shared/rpc/fields.ts';
import type { ColumnView } from '#shared/rpc/table-views.ts';
import type { api } from '../api.ts';
import { Chip, type Tone } from '../ui/Chip.tsx';
import type { Column } from '../ui/VirtualTable.tsx';
import { When } from '../ui/When.tsx';
import { fullName, reasonMeaning, reasonWords } from './words.ts';

export type Sort = { by: NonNullable<Parameters<typeof api.contacts.page>[0]['sort']>; descending: boolean };

type Options = {
  sort: Sort;
  onSort: (sort: Sort) => void;
  fields: readonly Field[];
  /** The tones of tags that have one. */
  tagTones: ReadonlyMap<string, Tone>;
  shown: readonly ColumnView[];
  onWidth: (key: string, width: number) => void;
  narrow: boolean;
};

/** Every column that the table of people can have. */
export const columnChoices = (fields: readonly Field[]): { key: string; label: string }[] => [
  { key: 'email', label: 'Email' },
  { key: 'name', label: 'Name' },
  { key: 'lists', label: 'Lists' },
  { key: 'tags', label: 'Tags' },
  { key: 'created', label: 'Added' },
  { key: 'changed', label: 'Changed' },
  { key: 'opened', label: 'Last opened' },
  { key: 'clicked', label: 'Last clicked' },
  ...fields.map(({ key, label }) => ({ key: `field:${key}`, label })),
];

/** The table of people as it is set up; beside an open panel only what tells people apart. */
export function peopleColumns({ sort, onSort, fields, tagTones, shown, onWidth, narrow }: Options): Column<ContactRow>[] {
  const sorts = (by: Sort['by'], newestFirst = false) => ({
    active: sort.by === by,
    descending: sort.descending,
    // Newest first, but A first.
    toggle: () => onSort({ by, descending: sort.by === by ? !sort.descending : newestFirst }),
  });
  const all: Column<ContactRow>[] = [
    { key: 'email', header: 'Email', width: 'minmax(170px, 2.2fr)', sort: sorts('email'), render: ({ email }) => email },
    {
      key: 'name',
      header: 'Name',
      width: 'minmax(110px, 1.5fr)',
      sort: sorts('name'),
      render: (row) => fullName(row) || <span className="faint">–</span>,
    },
    { key: 'lists', header: 'Lists', width: 'minmax(110px, 1.6fr)', render: (row) => <Lists row={row} /> },
    { key: 'tags', header: 'Tags', width: 'minmax(90px, 1.3fr)', render: ({ tags }) => <Tags tags={tags} tones={tagTones} /> },
    time('created', 'Added', sorts('created', true), ({ createdAt }) => createdAt),
    time('changed', 'Changed', sorts('changed', true), ({ updatedAt }) => updatedAt),
    time('opened', 'Last opened', undefined, ({ openedAt }) => openedAt),
    time('clicked', 'Last clicked', undefined, ({ clickedAt }) => clickedAt),
    ...fields.map(
      ({ key, label, type }): Column<ContactRow> => ({
        key: `field:${key}`,
        header: label,
        width: 'minmax(100px, 1fr)',
        right: type === 'number',
        sort: sorts(`field:${key}`),
        render: (row) => shownValue(row.fields[key]),
      }),
    ),
  ];
  if (narrow) return all.slice(0, 3);
  return shown.flatMap(({ key, width }) => {
    const column = all.find((one) => one.key === key);
    if (!column) return [];
    return [{ ...column, ...(width === null ? {} : { width: `${width}px` }), onWidth: (next: number) => onWidth(key, next) }];
  });
}

const time = (
  key: string,
  header: string,
  sort: Column<ContactRow>['sort'],
  at: (row: ContactRow) => number | null,
): Column<ContactRow> => ({
  key,
  header,
  width: '104px',
  right: true,
  ...(sort ? { sort } : {}),
  render: (row) => (
    <span className="dim">
      <When at={at(row)} />
    </span>
  ),
});

const exact = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 10 });

function shownValue(value: string | number | boolean | undefined) {
  if (value === undefined) return null;
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return typeof value === 'number' ? exact.format(value) : value;
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

function Tags({ tags, tones }: { tags: string[]; tones: ReadonlyMap<string, Tone> }) {
  const [first] = tags;
  if (first === undefined) return null;
  return (
    <span title={tags.join(', ')}>
      <Chip tone={tones.get(first) ?? 'plain'}>{first}</Chip>{' '}
      {tags.length > 1 && <span className="faint small">+{tags.length - 1}</span>}
    </span>
  );
}
