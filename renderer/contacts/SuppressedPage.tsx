import { Button } from '@mantine/core';
import { IconBan, IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { api } from '../api.ts';
import { usePages } from '../connection/use-pages.ts';
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
import { useLift } from './use-lift.ts';
import { reasonMeaning, reasonWords } from './words.ts';

type Row = Awaited<ReturnType<typeof api.suppressions.page>>['rows'][number];

/** The addresses that are never mailed, and why. */
export function SuppressedPage() {
  const [search, setSearch] = useState('');
  const [adding, setAdding] = useState(false);
  const lift = useLift();
  const pages = usePages<Row>({
    key: ['suppressions', 'page', search],
    load: (window, signal) => api.suppressions.page({ search, ...window }, { signal }),
  });
  const columns: Column<Row>[] = [
    { key: 'email', header: 'Address', width: 'minmax(0, 2fr)', render: ({ email }) => email },
    {
      key: 'reason',
      header: 'Why',
      width: '132px',
      render: ({ reason }) => (
        <Chip tone="bad" title={reasonMeaning[reason]}>
          {reasonWords[reason]}
        </Chip>
      ),
    },
    {
      key: 'evidence',
      header: 'Evidence',
      width: 'minmax(0, 2fr)',
      render: ({ evidence }) => (
        <span className="dim" title={evidence}>
          {evidence}
        </span>
      ),
    },
    {
      key: 'at',
      header: 'Since',
      width: '104px',
      right: true,
      render: ({ createdAt }) => (
        <span className="dim">
          <When at={createdAt} />
        </span>
      ),
    },
    {
      key: 'lift',
      header: 'Actions',
      headerHidden: true,
      width: '76px',
      right: true,
      render: ({ email, reason }) => (
        <button
          type="button"
          className={classes.lift ?? ''}
          aria-label={`Lift the suppression of ${email}`}
          onClick={() => lift({ email, reason })}
        >
          Lift…
        </button>
      ),
    },
  ];
  const empty = pages.known && pages.total === 0;
  return (
    <Page
      title="Contacts"
      name="Suppressed"
      fixed
      actions={
        <Button variant={adding ? 'default' : 'filled'} onClick={() => setAdding(true)} leftSection={<IconPlus {...ICON} />}>
          Suppress an address
        </Button>
      }
    >
      <div className={pageClasses.table}>
        <ContactsTabs />
        {empty && !search ? (
          <EmptyState icon={IconBan} title="Nobody is suppressed">
            Who unsubscribes, bounces or complains comes here by itself and is never mailed again, whatever list or file they are
            in.
          </EmptyState>
        ) : (
          <>
            <div className={classes.tools}>
              <SearchField label="Search by address" value={search} onSearch={setSearch} className={classes.search ?? ''} />
              <span className="small dim num" role="status">
                {pages.ready && (
                  <>
                    <b>{number(pages.total)}</b> {pages.total === 1 ? 'address is' : 'addresses are'} never mailed
                  </>
                )}
              </span>
            </div>
            <VirtualTable
              label="Suppressed addresses"
              columns={columns}
              rowCount={pages.total}
              getRow={pages.getRow}
              rowKey={({ email }) => email}
              onRange={pages.onRange}
              onOpen={lift}
              resetKey={search}
            />
          </>
        )}
      </div>
      {adding && <SuppressAddress onClose={() => setAdding(false)} />}
    </Page>
  );
}
