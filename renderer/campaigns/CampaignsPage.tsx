import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconMail, IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { EmptyState } from '../ui/EmptyState.tsx';
import { number, plural } from '../ui/format.ts';
import { ICON } from '../ui/icons.ts';
import { Loading } from '../ui/Loading.tsx';
import { Page } from '../ui/Page.tsx';
import { SearchField } from '../ui/SearchField.tsx';
import { Tabs } from '../ui/Tabs.tsx';
import classes from './CampaignsPage.module.css';
import { CampaignTable } from './list/CampaignTable.tsx';
import { NewCampaign } from './list/NewCampaign.tsx';
import { type Shelf, useCampaignRows } from './list/use-campaign-rows.ts';

const shelves: { value: Shelf; label: string }[] = [
  { value: 'all', label: 'All' },
  { value: 'draft', label: 'Drafts' },
  { value: 'scheduled', label: 'Scheduled' },
  { value: 'sending', label: 'Sending' },
  { value: 'paused', label: 'Paused' },
  { value: 'sent', label: 'Sent' },
  { value: 'archived', label: 'Archived' },
];

const emptyWords: Partial<Record<Shelf, string>> = {
  draft: 'No drafts.',
  scheduled: 'Nothing is scheduled. A campaign is scheduled from its review, with “At a time”.',
  sending: 'Nothing is going out right now.',
  paused: 'Nothing is paused.',
  sent: 'Nothing was sent yet.',
  archived: 'The archive is empty. It takes campaigns out of sight and keeps their reports.',
};

export function CampaignsPage() {
  const [shelf, setShelf] = useState<Shelf>('all');
  const [search, setSearch] = useState('');
  const [creating, { open, close }] = useDisclosure();
  const { rows, total, byStatus, more } = useCampaignRows({ shelf, search });
  const all = Object.values(byStatus).reduce((sum, one) => sum + one, 0);
  const counts = (value: Shelf) => (value === 'archived' ? undefined : value === 'all' ? all : (byStatus[value] ?? 0));
  const none = rows !== undefined && all === 0 && shelf === 'all' && search === '';

  return (
    <Page
      title="Campaigns"
      actions={
        <Button variant="filled" leftSection={<IconPlus {...ICON} />} onClick={open}>
          New campaign
        </Button>
      }
      tabs={
        <Tabs
          label="Campaigns by status"
          value={shelf}
          onChange={setShelf}
          tabs={shelves.map((tab) => ({ ...tab, ...(shelf === 'archived' ? {} : { count: counts(tab.value) }) }))}
        />
      }
    >
      <NewCampaign opened={creating} onClose={close} />
      {none ? (
        <EmptyState
          icon={IconMail}
          title="The first campaign"
          actions={
            <Button leftSection={<IconPlus {...ICON} />} onClick={open}>
              Start from a template or a blank page
            </Button>
          }
        >
          Write it, choose who gets it, see exactly what will arrive, then send. Nothing leaves before you press the button that
          says to how many people.
        </EmptyState>
      ) : (
        <div role="tabpanel" aria-label="Campaigns">
          <div className={classes.tools}>
            <SearchField label="Search names and subjects" value={search} onSearch={setSearch} className={classes.search ?? ''} />
            {search && rows && <span className="dim small num">{plural(total, 'campaign')} found</span>}
          </div>
          {!rows ? (
            <Loading what="Reading the campaigns…" />
          ) : rows.length === 0 ? (
            <p className={`${classes.none} dim`}>
              {search ? `No campaign has “${search}” in its name or subject.` : emptyWords[shelf]}
            </p>
          ) : (
            <CampaignTable rows={rows} />
          )}
          {more && rows && (
            <Button className={classes.more ?? ''} onClick={more}>
              Show more of {number(total)}
            </Button>
          )}
        </div>
      )}
    </Page>
  );
}
