import { useQuery } from '@tanstack/react-query';
import { LinkButton } from '../ui/LinkButton.tsx';
import { Section } from '../ui/Section.tsx';
import classes from './AudiencePage.module.css';
import { AttachmentsSection } from './audience/AttachmentsSection.tsx';
import { FromSection } from './audience/FromSection.tsx';
import { SubjectSection } from './audience/SubjectSection.tsx';
import { Summary } from './audience/Summary.tsx';
import { TrackingSection } from './audience/TrackingSection.tsx';
import { WhoSection } from './audience/WhoSection.tsx';
import { CampaignFrame } from './CampaignFrame.tsx';
import type { CampaignDraft } from './draft/use-campaign-draft.ts';
import { filledIn } from './preview/filled-in.ts';
import { InboxLine } from './preview/InboxLine.tsx';
import { brandsQuery } from './queries.ts';

/** The part that the review found something about. */
type Spot = 'subject' | 'brand' | undefined;

/** Who a draft goes to, from whom, and under which subject. */
export function AudiencePage({ id, spot }: { id: string; spot?: Spot }) {
  return (
    <CampaignFrame id={id} key={id}>
      {(draft) => <Body id={id} spot={spot} {...draft} />}
    </CampaignFrame>
  );
}

function Body({ id, spot, draft, change }: CampaignDraft & { id: string; spot: Spot }) {
  const brand = useQuery(brandsQuery).data?.find((one) => one.id === draft.brandId);
  return (
    <div className={classes.columns}>
      <div>
        <WhoSection audience={draft.audience} onChange={(audience) => change({ audience })} />
        <FromSection draft={draft} change={change} focused={spot === 'brand'} />
        <SubjectSection draft={draft} change={change} focused={spot === 'subject'} />
        <AttachmentsSection id={id} />
        <TrackingSection draft={draft} change={change} />
      </div>
      <aside className={classes.aside}>
        <Section title="As it stands" small>
          <Summary audience={draft.audience} />
        </Section>
        <Section title="In the inbox" small>
          <InboxLine
            from={brand?.fromName || 'No sender yet'}
            subject={filledIn(draft.subject)}
            preheader={filledIn(draft.preheader)}
          />
        </Section>
        <LinkButton to="/campaigns/$id/design" params={{ id }} variant="filled">
          Go on to the design
        </LinkButton>
      </aside>
    </div>
  );
}
