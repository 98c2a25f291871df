import { Button } from '@mantine/core';
import { IconFileImport, IconPlus, IconUpload } from '@tabler/icons-react';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { ContactRow } from '#shared/rpc/contacts.ts';
import { api } from '../api.ts';
import { usePages } from '../connection/use-pages.ts';
import { useHome } from '../shell/queries.ts';
import { EmptyState } from '../ui/EmptyState.tsx';
import { number, people } from '../ui/format.ts';
import { ICON } from '../ui/icons.ts';
import { LinkButton } from '../ui/LinkButton.tsx';
import { Page } from '../ui/Page.tsx';
import { VirtualTable } from '../ui/VirtualTable.tsx';
import { AddContact } from './AddContact.tsx';
import { ColumnChooser } from './ColumnChooser.tsx';
import { ContactPanel } from './ContactPanel.tsx';
import { ContactsTabs } from './ContactsTabs.tsx';
import { Filters } from './Filters.tsx';
import classes from './PeoplePage.module.css';
import { columnChoices, peopleColumns, type Sort } from './people-columns.tsx';
import { useFields, useTags } from './queries.ts';
import { RecentEditsButton } from './RecentEdits.tsx';
import { SelectionBar } from './SelectionBar.tsx';
import { type ContactsSearch, conditionsOf, filterOf } from './search-params.ts';
import { tagTones } from './tag-colors.ts';
import { useColumns } from './use-columns.ts';
import { useSelection } from './use-selection.ts';

const noFields: never[] = [];

/** Everybody, or those who match; one of them beside the table. */
export function PeoplePage() {
  const search = useSearch({ from: '/contacts' });
  const navigate = useNavigate({ from: '/contacts' });
  const [sort, setSort] = useState<Sort>({ by: 'created', descending: true });
  const { data: home } = useHome();
  const { contact: open, ...rest } = search;
  const filter = filterOf(search);
  const filtered = Object.keys(rest).length > 0;
  const question = { ...filter, sort: sort.by, descending: sort.descending };
  const questionKey = JSON.stringify(question);
  const pages = usePages<ContactRow>({
    key: ['contacts', 'page', question],
    load: (window, signal) => api.contacts.page({ ...question, ...window }, { signal }),
  });
  const selection = useSelection((index) => pages.getRow(index)?.id);
  const { clear } = selection;
  const filterKey = JSON.stringify(filter);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is ticked belongs to the question that was asked
  useEffect(clear, [filterKey]);

  const change = (next: Partial<Record<keyof ContactsSearch, string | undefined>>) =>
    void navigate({ search: (before) => ({ ...before, ...next }) as ContactsSearch, replace: true });
  const show = (contact: string | undefined) => change({ contact });
  const narrow = open !== undefined;
  const view = useColumns();
  const { data: fields = noFields } = useFields();
  const { data: tags } = useTags();
  const tones = useMemo(() => new Map(tags?.map(({ name, color }) => [name, tagTones[color]])), [tags]);
  const latestWidth = useRef(view.setWidth);
  latestWidth.current = view.setWidth;
  const columns = useMemo(
    () =>
      peopleColumns({
        ...{ sort, onSort: setSort, fields, tagTones: tones, shown: view.columns, narrow },
        onWidth: (key, width) => latestWidth.current(key, width),
      }),
    [sort, narrow, fields, tones, view.columns],
  );
  const everyone = home?.people.total;
  const empty = pages.known && pages.total === 0;

  return (
    <Page
      title="Contacts"
      count={everyone !== undefined && everyone > 0 ? people(everyone) : undefined}
      fixed
      actions={
        <>
          <LinkButton to="/contacts/import" leftSection={<IconUpload {...ICON} />}>
            Import
          </LinkButton>
          <Button
            variant={open === 'new' ? 'default' : 'filled'}
            onClick={() => show('new')}
            leftSection={<IconPlus {...ICON} />}
          >
            Add
          </Button>
        </>
      }
    >
      <div className={classes.table}>
        <ContactsTabs />
        {empty && !filtered ? (
          <EmptyState
            icon={IconFileImport}
            title="Nobody here yet"
            actions={
              <>
                <LinkButton to="/contacts/import">Import a file</LinkButton>
                <Button variant="subtle" onClick={() => show('new')}>
                  Add one person
                </Button>
                <RecentEditsButton />
              </>
            }
          >
            Drop a CSV of your customers anywhere on this window. You see what will be read before anything is kept.
          </EmptyState>
        ) : (
          <>
            <Filters
              search={search}
              onChange={change}
              columns={!narrow && <ColumnChooser choices={columnChoices(fields)} columns={view.columns} onChange={view.change} />}
            />
            <SelectionBar
              total={pages.known ? pages.total : null}
              filtered={filtered}
              filter={filter}
              conditions={conditionsOf(search)}
              selection={selection}
              onSaved={(segment) => void navigate({ search: open === undefined ? { segment } : { segment, contact: open } })}
              onRemoved={() => open && selection.has(open) && show(undefined)}
            />
            {empty ? (
              <EmptyState
                title="Nobody matches"
                actions={<Button onClick={() => void navigate({ search: {} })}>Show everybody</Button>}
              >
                {search.search
                  ? `No address or name contains “${search.search}”.`
                  : 'No contact fulfils all of these conditions.'}
              </EmptyState>
            ) : (
              <VirtualTable
                label={filtered ? `${number(pages.total)} matching contacts` : 'Contacts'}
                columns={columns}
                rows={pages.rows}
                rowKey={({ id }) => id}
                onOpen={({ id }) => show(id)}
                openKey={open ?? null}
                selection={selection}
                resetKey={questionKey}
                busy={pages.ready && !pages.known}
              />
            )}
          </>
        )}
      </div>
      {open === 'new' ? (
        <AddContact onClose={() => show(undefined)} onAdded={show} />
      ) : open ? (
        <ContactPanel key={open} id={open} onClose={() => show(undefined)} />
      ) : null}
    </Page>
  );
}
