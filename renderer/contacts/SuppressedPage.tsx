import { Button, Select } from '@mantine/core';
import { IconBan, IconDownload, IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import type { SuppressionRow, SuppressionSort } from '#shared/rpc/suppressions.ts';
import { suppressionReason } from '#shared/schema/words.ts';
import { api } from '../api.ts';
import { usePages } from '../connection/use-pages.ts';
import { ExportButton } from '../exports/ExportButton.tsx';
import { Chip } from '../ui/Chip.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { number } from '../ui/format.ts';
import { ICON } from '../ui/icons.ts';
import { Page } from '../ui/Page.tsx';
import { SearchField } from '../ui/SearchField.tsx';
import { type Column, VirtualTable } from '../ui/VirtualTable.tsx';
import { When } from '../ui/When.tsx';
import { ContactsTabs } from './ContactsTabs.tsx';
import pageClasses from './PeoplePage.module.css';
import { SuppressAddress } from './SuppressAddress.tsx';
import classes from './SuppressedPage.module.css';
import { SuppressionPanel } from './SuppressionPanel.tsx';
import { reasonMeaning, reasonWords } from './words.ts';

type Sort = { by: SuppressionSort; descending: boolean };

const DOMAINS = 'domains';
const kinds = [
  ...suppressionReason.options.map((reason) => ({ value: reason as string, label: `Only ${reasonWords[reason]}` })),
  { value: DOMAINS, label: 'Only domains' },
];

/** The addresses and domains that are never mailed, and why. */
export function SuppressedPage() {
  const [search, setSearch] = useState('');
  const [only, setOnly] = useState<string | null>(null);
  const [sort, setSort] = useState<Sort>({ by: 'time', descending: true });
  const [open, setOpen] = useState<string | null>(null);
  const [adding, setAdding] = useState(false);
  const reason = suppressionReason.safeParse(only).data;
  const filter = { search, ...(reason ? { reason } : {}), ...(only === DOMAINS ? { domains: true } : {}) };
  const question = { ...filter, sort: sort.by, descending: sort.descending };
  const pages = usePages<SuppressionRow>({
    key: ['suppressions', 'page', question],
    load: (window, signal) => api.suppressions.page({ ...question, ...window }, { signal }),
  });
  const show = (key: string | null) => {
    setAdding(false);
    setOpen(key);
  };
  const columns = columnsOf({ sort, onSort: setSort, narrow: adding || open !== null });
  const filtered = search !== '' || only !== null;
  const empty = pages.known && pages.total === 0;
  return (
    <Page
      title="Contacts"
      name="Suppressed"
      fixed
      actions={
        <>
          {!empty && (
            <ExportButton what={{ suppressions: filter }} leftSection={<IconDownload {...ICON} />}>
              Export
            </ExportButton>
          )}
          <Button
            variant={adding ? 'default' : 'filled'}
            onClick={() => {
              setOpen(null);
              setAdding(true);
            }}
            leftSection={<IconPlus {...ICON} />}
          >
            Suppress
          </Button>
        </>
      }
    >
      <div className={pageClasses.table}>
        <ContactsTabs />
        {empty && !filtered ? (
          <EmptyState icon={IconBan} title="Nobody is suppressed">
            Who unsubscribes, bounces or complains comes here by itself and is never mailed again, whatever list or file they are
            in.
          </EmptyState>
        ) : (
          <>
            <div className={classes.tools}>
              <SearchField label="Search by address" value={search} onSearch={setSearch} className={classes.search ?? ''} />
              <Select
                aria-label="Why"
                placeholder="For any reason"
                clearable
                data={kinds}
                value={only}
                onChange={setOnly}
                className={classes.choice ?? ''}
              />
              <span className="small dim num" role="status">
                {pages.ready && (
                  <>
                    <b>{number(pages.total)}</b> {filtered ? (pages.total === 1 ? 'matches' : 'match') : 'never mailed'}
                  </>
                )}
              </span>
            </div>
            {empty ? (
              <EmptyState
                title="Nothing matches"
                actions={
                  <Button
                    onClick={() => {
                      setSearch('');
                      setOnly(null);
                    }}
                  >
                    Show all
                  </Button>
                }
              >
                No suppressed address or domain fulfils these conditions.
              </EmptyState>
            ) : (
              <VirtualTable
                label="Suppressed addresses"
                columns={columns}
                rows={pages.rows}
                rowKey={({ key }) => key}
                onOpen={({ key }) => show(key)}
                openKey={open}
                resetKey={JSON.stringify(question)}
              />
            )}
          </>
        )}
      </div>
      {adding && <SuppressAddress onClose={() => setAdding(false)} />}
      {open !== null && <SuppressionPanel key={open} suppressionKey={open} onClose={() => show(null)} />}
    </Page>
  );
}

function columnsOf(options: { sort: Sort; onSort: (sort: Sort) => void; narrow: boolean }): Column<SuppressionRow>[] {
  const { sort, onSort, narrow } = options;
  const sorts = (by: SuppressionSort) => ({
    active: sort.by === by,
    descending: sort.descending,
    // Newest first, but A first.
    toggle: () => onSort({ by, descending: sort.by === by ? !sort.descending : by === 'time' }),
  });
  const columns: Column<SuppressionRow>[] = [
    {
      key: 'email',
      header: 'Address',
      width: 'minmax(0, 2fr)',
      sort: sorts('address'),
      render: ({ email }) =>
        email.startsWith('@') ? (
          <>
            {email.slice(1)} <Chip title="Every address of it and of its sub-domains">whole domain</Chip>
          </>
        ) : (
          email
        ),
    },
    {
      key: 'reason',
      header: 'Why',
      width: '132px',
      sort: sorts('reason'),
      render: ({ reason }) => (
        <Chip tone="bad" title={reasonMeaning[reason]}>
          {reasonWords[reason]}
        </Chip>
      ),
    },
  ];
  const evidence: Column<SuppressionRow> = {
    key: 'evidence',
    header: 'Evidence',
    width: 'minmax(0, 2fr)',
    render: ({ evidence: words }) => (
      <span className="dim" title={words}>
        {words}
      </span>
    ),
  };
  const since: Column<SuppressionRow> = {
    key: 'at',
    header: 'Since',
    width: '104px',
    right: true,
    sort: sorts('time'),
    render: ({ createdAt }) => (
      <span className="dim">
        <When at={createdAt} />
      </span>
    ),
  };
  return narrow ? [...columns, since] : [...columns, evidence, since];
}
