import {
  IconCalendarOff,
  IconFileAlert,
  IconHelpCircle,
  IconHourglass,
  IconMailOff,
  IconPlayerPause,
  IconWorldOff,
  type TablerIcon,
} from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { Api } from '#shared/rpc/rpc.ts';
import { ago, number, plural, weekdayTime } from '../ui/format.ts';
import { LinkButton } from '../ui/LinkButton.tsx';
import { Section } from '../ui/Section.tsx';
import { CopyNeed } from './CopyNeed.tsx';
import { Line, Lines } from './Line.tsx';

type Need = Awaited<ReturnType<Api['home']['get']>>['needsYou'][number];

/** What waits for a decision. Nothing here goes away by itself. */
export function NeedsYou({ items }: { items: Need[] }) {
  return (
    <Section title="Needs you">
      {items.length === 0 ? (
        <div className="dim">Nothing at the moment.</div>
      ) : (
        <Lines>
          {items.map((need) => (
            <NeedLine key={keyOf(need)} need={need} />
          ))}
        </Lines>
      )}
    </Section>
  );
}

const keyOf = (need: Need): string =>
  'campaignId' in need ? `${need.what}-${need.campaignId}` : 'importId' in need ? need.importId : need.what;

function NeedLine({ need }: { need: Need }) {
  switch (need.what) {
    case 'uncertain':
      return (
        <CampaignLine icon={IconHelpCircle} tone="warn" id={need.campaignId} place="report" label="Decide">
          <b className="num">{plural(need.count, 'message')} with unknown outcome</b>{' '}
          <span className="dim">in {need.campaignName}</span>
        </CampaignLine>
      );
    case 'paused':
      return (
        <CampaignLine icon={IconPlayerPause} tone="bad" id={need.campaignId} place="report" label="Look">
          <b>{need.campaignName} is paused</b> <span className="dim">{need.reason}</span>
        </CampaignLine>
      );
    case 'copy':
      return <CopyNeed />;
    case 'canary':
      return (
        <CampaignLine icon={IconHourglass} tone="warn" id={need.campaignId} place="report" label="Decide">
          <b>{need.campaignName} waits for you</b>{' '}
          <span className="dim num">
            {plural(need.figures.tried, 'message')} went out first: {number(need.figures.refused)} refused,{' '}
            {plural(need.figures.complained, 'complaint')}, {number(need.figures.opened)} opened.
          </span>
        </CampaignLine>
      );
    case 'missed':
      return (
        <CampaignLine icon={IconCalendarOff} tone="warn" id={need.campaignId} place="review" label="Decide">
          <b>
            {need.campaignName} was not sent{need.dueAt === null ? ' at its time' : ` on ${weekdayTime(need.dueAt)}`}
          </b>{' '}
          <span className="dim">{need.reason} Send it now, or choose another time.</span>
        </CampaignLine>
      );
    case 'rejects':
      return (
        <Line
          icon={IconFileAlert}
          tone="warn"
          action={
            <LinkButton to="/imports/$id" params={{ id: need.importId }}>
              Look
            </LinkButton>
          }
        >
          <b className="num">{need.count === 1 ? '1 row rejected' : `${number(need.count)} rows rejected`}</b>{' '}
          <span className="dim">
            of {need.fileName}, imported {ago(need.at)}
          </span>
        </Line>
      );
    case 'no-transport':
      return (
        <Line
          icon={IconMailOff}
          tone="bad"
          action={
            <LinkButton to="/settings/$tab" params={{ tab: 'sending' }}>
              Connect one
            </LinkButton>
          }
        >
          <b>No mail account is connected</b> <span className="dim">Campaigns go to the test inbox until one is.</span>
        </Line>
      );
    case 'no-public-address':
      return (
        <Line
          icon={IconWorldOff}
          action={
            <LinkButton variant="subtle" to="/settings/$tab" params={{ tab: 'tracking' }}>
              Set up
            </LinkButton>
          }
        >
          <b>Opens and clicks are not counted</b>{' '}
          <span className="dim">Recipients cannot reach this computer: no public address is set.</span>
        </Line>
      );
  }
}

/** Something about a campaign, and where it is looked at. */
function CampaignLine(props: {
  icon: TablerIcon;
  tone: 'warn' | 'bad';
  id: string;
  place: 'report' | 'review';
  label: string;
  children: ReactNode;
}) {
  const { icon, tone, id, place, label, children } = props;
  return (
    <Line
      icon={icon}
      tone={tone}
      action={
        <LinkButton to={place === 'report' ? '/campaigns/$id/report' : '/campaigns/$id/review'} params={{ id }}>
          {label}
        </LinkButton>
      }
    >
      {children}
    </Line>
  );
}
