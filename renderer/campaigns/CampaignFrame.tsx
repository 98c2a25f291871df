import { IconCircleCheck, IconCircleDashed } from '@tabler/icons-react';
import { Navigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { SMALL_ICON } from '../ui/icons.ts';
import { Loading } from '../ui/Loading.tsx';
import { Page } from '../ui/Page.tsx';
import { LinkTabs } from '../ui/Tabs.tsx';
import classes from './CampaignFrame.module.css';
import { SavedChip } from './draft/SavedChip.tsx';
import { type CampaignDraft, useCampaignDraft } from './draft/use-campaign-draft.ts';
import { SendTest } from './test/SendTest.tsx';
import { audienceIsReady, designIsReady } from './words.ts';

type Props = { id: string; children: (draft: CampaignDraft) => ReactNode };

/** What the pages of a draft share: its name, whether it is saved, the way between them, and a test. */
export function CampaignFrame({ id, children }: Props) {
  const draft = useCampaignDraft(id);
  if (!draft) return <Page title="Campaign">{<Loading what="Reading the campaign…" />}</Page>;
  const { campaign } = draft;
  // Once it is on its way there is nothing to edit: what is left of it is its report.
  if (campaign.status !== 'draft') return <Navigate to="/campaigns/$id/report" params={{ id }} replace />;
  const { name } = draft.draft;

  return (
    <Page
      name={name}
      back={{ to: '/campaigns', label: 'All campaigns' }}
      title={<Name value={name} onChange={(changed) => draft.change({ name: changed })} />}
      count={<SavedChip {...draft} />}
      actions={<SendTest campaignId={id} prepare={draft.flush} />}
      tabs={
        <LinkTabs
          label="Parts of the campaign"
          tabs={[
            {
              to: '/campaigns/$id/audience',
              params: { id },
              label: <Part name="Audience" ready={audienceIsReady({ ...campaign, ...draft.draft })} />,
            },
            { to: '/campaigns/$id/design', params: { id }, label: <Part name="Design" ready={designIsReady(campaign)} /> },
            { to: '/campaigns/$id/review', params: { id }, label: 'Review' },
          ]}
        />
      }
    >
      {children(draft)}
    </Page>
  );
}

function Name({ value, onChange }: { value: string; onChange: (name: string) => void }) {
  return (
    <span className={classes.name}>
      {/* The text itself gives the field its width. */}
      <span aria-hidden>{value || 'Name of the campaign'}</span>
      <input
        size={1}
        aria-label="Name of the campaign"
        placeholder="Name of the campaign"
        maxLength={200}
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
        onKeyDown={(event) => event.key === 'Enter' && event.currentTarget.blur()}
      />
    </span>
  );
}

function Part({ name, ready }: { name: string; ready: boolean }) {
  const Icon = ready ? IconCircleCheck : IconCircleDashed;
  return (
    <>
      <Icon {...SMALL_ICON} className={ready ? classes.ready : classes.open} />
      {name}
      <span className="unseen">{ready ? ', done' : ', to do'}</span>
    </>
  );
}
