import { Navigate } from '@tanstack/react-router';
import type { ComponentType } from 'react';
import { AuditTab } from '../developers/AuditTab.tsx';
import { RequestLog } from '../developers/RequestLog.tsx';
import { WebhooksTab } from '../developers/WebhooksTab.tsx';
import { Page } from '../ui/Page.tsx';
import { LinkTabs } from '../ui/Tabs.tsx';
import { KeysTab } from './KeysTab.tsx';
import classes from './ScriptsPage.module.css';

const tabs: Record<string, { label: string; component: ComponentType }> = {
  keys: { label: 'Keys', component: KeysTab },
  requests: { label: 'Requests', component: RequestLog },
  webhooks: { label: 'Webhooks', component: WebhooksTab },
  audit: { label: 'Audit', component: AuditTab },
};

/** How other programs reach the same data, what they ask, what they are told, and what was changed. */
export function ScriptsPage({ tab = '' }: { tab?: string }) {
  const shown = Object.hasOwn(tabs, tab) ? tabs[tab] : undefined;
  if (!shown) return <Navigate to="/scripts/$tab" params={{ tab: 'keys' }} replace />;
  const { component: Shown, label } = shown;
  return (
    <Page
      title="Scripts"
      name={`${label} · Scripts`}
      tabs={
        <LinkTabs
          label="Scripts"
          tabs={Object.entries(tabs).map(([key, one]) => ({ to: `/scripts/${key}`, label: one.label }))}
        />
      }
    >
      <div className={classes.body}>
        <Shown />
      </div>
    </Page>
  );
}
