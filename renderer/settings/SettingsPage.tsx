import { useQuery } from '@tanstack/react-query';
import { Navigate } from '@tanstack/react-router';
import type { ComponentType } from 'react';
import { settingsQuery } from '../campaigns/queries.ts';
import { Loading } from '../ui/Loading.tsx';
import { Page } from '../ui/Page.tsx';
import { LinkTabs } from '../ui/Tabs.tsx';
import { AnswersTab } from './answers/AnswersTab.tsx';
import { OwnerTab } from './OwnerTab.tsx';
import { SendersTab } from './SendersTab.tsx';
import classes from './SettingsPage.module.css';
import { SendingTab } from './sending/SendingTab.tsx';
import type { Settings } from './settings.ts';
import { TrackingTab } from './TrackingTab.tsx';
import { WorkspaceTab } from './WorkspaceTab.tsx';

const tabs: Record<string, { label: string; component: ComponentType<{ settings: Settings }> }> = {
  workspace: { label: 'Workspace', component: WorkspaceTab },
  sending: { label: 'Sending', component: SendingTab },
  senders: { label: 'Senders', component: SendersTab },
  answers: { label: 'Answers', component: AnswersTab },
  tracking: { label: 'Tracking', component: TrackingTab },
  owner: { label: 'Owner', component: OwnerTab },
};

export function SettingsPage({ tab = '' }: { tab?: string }) {
  const settings = useQuery(settingsQuery).data;
  const shown = Object.hasOwn(tabs, tab) ? tabs[tab] : undefined;
  if (!shown) return <Navigate to="/settings/$tab" params={{ tab: 'workspace' }} replace />;
  const { component: Shown, label } = shown;
  return (
    <Page
      title="Settings"
      name={`${label} · Settings`}
      tabs={
        <LinkTabs
          label="Settings"
          tabs={Object.entries(tabs).map(([key, one]) => ({ to: `/settings/${key}`, label: one.label }))}
        />
      }
    >
      <div className={classes.body}>{settings ? <Shown settings={settings} /> : <Loading />}</div>
    </Page>
  );
}
