import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Review } from '#shared/rpc/campaigns.ts';
import { api } from '../api.ts';
import { duration, plural, time } from '../ui/format.ts';
import { Loading } from '../ui/Loading.tsx';
import { Section } from '../ui/Section.tsx';
import { CampaignFrame } from './CampaignFrame.tsx';
import type { CampaignDraft } from './draft/use-campaign-draft.ts';
import { InboxLine } from './preview/InboxLine.tsx';
import { attachmentsQuery, brandsQuery, reviewQuery } from './queries.ts';
import classes from './ReviewPage.module.css';
import { choiceOf } from './review/choice.ts';
import { DryRun } from './review/DryRun.tsx';
import { Findings } from './review/Findings.tsx';
import { Go } from './review/Go.tsx';
import { Headline } from './review/Headline.tsx';
import { How } from './review/How.tsx';
import { Missed } from './review/Missed.tsx';
import { Preview } from './review/Preview.tsx';
import { When } from './review/When.tsx';

/** What will happen, before it does. */
export function ReviewPage({ id }: { id: string }) {
  return (
    <CampaignFrame id={id} key={id}>
      {(draft) => <Body id={id} {...draft} />}
    </CampaignFrame>
  );
}

function Body({ id, campaign, draft, flush }: CampaignDraft & { id: string }) {
  // Contacts change without the campaign being touched, so it is looked at anew each time the screen is opened.
  const review = useQuery({ ...reviewQuery(id), refetchOnMount: 'always' }).data;
  // In base64, as a message carries them.
  const files = (useQuery(attachmentsQuery(id)).data ?? []).reduce((sum, file) => sum + (file.bytes * 78) / 57, 0);
  const brand = useQuery(brandsQuery).data?.find((one) => one.id === campaign.brandId);
  const first = useFirstRecipient(campaign.audience.listIds[0]);
  const [chosen, setChosen] = useState<string | null>();
  const [choice, setChoice] = useState(() => choiceOf(campaign.plan));
  const choose = (change: Partial<typeof choice>) => setChoice((before) => ({ ...before, ...change }));
  const contactId = chosen === undefined ? (first ?? null) : chosen;
  const { document, subject, preheader, brandId } = campaign;
  const rendered = useQuery({
    queryKey: ['content', 'render', { id, revision: campaign.revision, contactId, brandId }],
    queryFn: ({ signal }) => api.content.render({ document, subject, preheader, brandId, contactId, exact: true }, { signal }),
    placeholderData: keepPreviousData,
    throwOnError: false,
    enabled: first !== undefined || chosen !== undefined,
  });

  return (
    <div className={classes.columns}>
      <div>
        {review ? (
          <>
            <Missed campaign={campaign} />
            <Headline id={id} audience={campaign.audience} review={review} />
            <Section title="Before it goes" small>
              <Findings id={id} findings={review.findings} prepare={flush} />
              <div className={classes.run}>
                <DryRun campaignId={id} prepare={flush} />
              </div>
            </Section>
            <div className={classes.go}>
              <When id={id} choice={choice} change={choose} />
              <How choice={choice} recipients={review.audience.recipients} change={choose} />
              <div className={classes.send}>
                <Go
                  id={id}
                  name={draft.name}
                  choice={choice}
                  recipients={review.audience.recipients}
                  transportName={review.transportName}
                  disabled={!review.canSend || review.audience.recipients === 0}
                  prepare={flush}
                />
                <p className="dim small">{whatFollows(review)}</p>
              </div>
            </div>
          </>
        ) : (
          <Loading what="Checking everything…" />
        )}
      </div>
      <aside>
        <Section title="In the inbox" small>
          <InboxLine
            from={brand?.fromName || 'No sender yet'}
            subject={rendered.data?.subject ?? subject}
            preheader={rendered.data?.preheader ?? preheader}
            at={time(Date.now())}
          />
        </Section>
        {rendered.error ? (
          <p role="alert" className={classes.trouble}>
            The message cannot be shown: {rendered.error.message}
          </p>
        ) : (
          <Preview
            campaignId={id}
            files={files}
            rendered={rendered.data}
            from={brand?.fromName || 'No sender yet'}
            contactId={contactId}
            onContact={setChosen}
          />
        )}
      </aside>
    </div>
  );
}

/** What stands in the way, how long it will take, and through what. */
function whatFollows({ findings, msToSend, transportName, audience }: Review): string {
  const blockers = findings.filter(({ level }) => level === 'blocker').length;
  const first = blockers === 0 ? '' : `${blockers === 1 ? 'One thing' : plural(blockers, 'thing')} to fix first. `;
  if (audience.recipients === 0 || !transportName) return first.trim();
  if (msToSend === null) return `${first}It goes out through ${transportName}.`;
  return `${first}${first ? 'Then about' : 'About'} ${duration(msToSend)} through ${transportName}; the computer has to stay awake.`;
}

/** Somebody who will get it, for the preview; null when there is nobody, undefined while it is looked up. */
function useFirstRecipient(listId: string | undefined): string | null | undefined {
  const filter = { ...(listId ? { listId, status: 'subscribed' as const } : {}), limit: 1 };
  return useQuery({
    queryKey: ['contacts', 'page', 'first', filter],
    queryFn: async ({ signal }) => (await api.contacts.page(filter, { signal })).rows[0]?.id ?? null,
  }).data;
}
