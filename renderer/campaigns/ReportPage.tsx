import { IconUsers } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, Navigate } from '@tanstack/react-router';
import type { Report } from '#shared/rpc/campaigns.ts';
import { api } from '../api.ts';
import { useStream } from '../connection/use-stream.ts';
import { duration, number, people } from '../ui/format.ts';
import { ICON } from '../ui/icons.ts';
import { LinkButton } from '../ui/LinkButton.tsx';
import { Loading } from '../ui/Loading.tsx';
import { Page } from '../ui/Page.tsx';
import { Section } from '../ui/Section.tsx';
import { When } from '../ui/When.tsx';
import { campaignQuery, reportQuery } from './queries.ts';
import classes from './ReportPage.module.css';
import { Aside } from './report/Aside.tsx';
import { ClicksChart } from './report/ClicksChart.tsx';
import { LinksTable } from './report/LinksTable.tsx';
import { type Outcomes, outcomesOf } from './report/live.ts';
import { ReportFigures } from './report/ReportFigures.tsx';
import { Scheduled } from './report/Scheduled.tsx';
import { SendButtons } from './report/SendButtons.tsx';
import { SendProgress } from './report/SendProgress.tsx';
import { ToCome } from './report/ToCome.tsx';
import { StatusChip } from './StatusChip.tsx';

const back = { to: '/campaigns', label: 'All campaigns' };

/** What is becoming, or became, of a campaign. */
export function ReportPage({ id }: { id: string }) {
  const campaign = useQuery(campaignQuery(id)).data;
  const report = useQuery(reportQuery(id)).data;
  const last = report?.progress ?? null;
  const going = last !== null && (last.state === 'sending' || last.state === 'paused');
  const streamed = useStream(going ? last.sendId : null, (signal) => api.sends.watch({ id: last?.sendId ?? '' }, { signal }));
  if (!campaign || !report) {
    return (
      <Page title="Report" back={back}>
        <Loading what="Reading the report…" />
      </Page>
    );
  }
  if (campaign.status === 'draft') return <Navigate to="/campaigns/$id/review" params={{ id }} replace />;
  if (campaign.scheduledAt !== null && campaign.status === 'scheduled') {
    return (
      <Page title={campaign.name} back={back} count={<StatusChip status="scheduled" />}>
        <Scheduled campaign={campaign} at={campaign.scheduledAt} />
      </Page>
    );
  }

  const progress = going ? (streamed ?? last) : last;
  const outcomes = outcomesOf(report, going ? progress : null);
  const status =
    progress && going && (progress.state === 'sending' || progress.state === 'paused') ? progress.state : report.status;
  return (
    <Page
      title={campaign.name}
      back={back}
      count={
        <>
          <StatusChip status={status} />
          {!going && progress?.finishedAt && (
            <span className="faint small">
              <When at={progress.finishedAt} as="dateTime" />
            </span>
          )}
        </>
      }
      actions={
        progress && (
          <>
            <LinkButton to="/campaigns/$id/people" params={{ id }} variant="subtle" leftSection={<IconUsers {...ICON} />}>
              People
            </LinkButton>
            <SendButtons progress={progress} outcomes={outcomes} />
          </>
        )
      }
    >
      {progress && going && <SendProgress progress={progress} outcomes={outcomes} />}
      {progress && going && <ToCome progress={progress} outcomes={outcomes} tracked={report.tracked} />}
      {!going && <Ended report={report} outcomes={outcomes} />}
      <ReportFigures id={id} report={report} outcomes={outcomes} going={going} />
      {!report.tracked && (
        <p className={`${classes.note} dim`}>
          Clicks and opens were not counted: when this went out there was no public address, or counting was switched off.{' '}
          <Link to="/settings/$tab" params={{ tab: 'tracking' }} className="link">
            How to count the next one
          </Link>
        </p>
      )}
      <div className={classes.columns} data-narrow={!report.tracked || undefined}>
        {report.tracked && (
          <div>
            <Section title="Clicks since it started">
              <ClicksChart points={report.clicksOverTime} until={Date.now()} />
            </Section>
            {report.links.length > 0 && (
              <Section title="Links">
                <LinksTable id={id} links={report.links} accepted={outcomes.accepted} />
              </Section>
            )}
          </div>
        )}
        <Aside id={id} report={report} sendId={progress?.sendId ?? null} outcomes={outcomes} />
      </div>
    </Page>
  );
}

/** One sentence on how it ended. */
function Ended({ report, outcomes }: { report: Report; outcomes: Outcomes }) {
  const { progress } = report;
  if (report.status === 'cancelled') {
    const unsent = outcomes.recipients - outcomes.accepted - outcomes.refused - outcomes.uncertain;
    return (
      <p className={`${classes.ended} dim`}>
        Cancelled after {number(outcomes.accepted)} of {people(outcomes.recipients)}.{' '}
        {unsent > 0 && `${people(unsent)} did not get it.`}
      </p>
    );
  }
  if (!progress?.finishedAt) return null;
  return (
    <p className={`${classes.ended} dim`}>
      Sent to {people(outcomes.recipients)} in {duration(progress.finishedAt - progress.startedAt)}, begun{' '}
      <When at={progress.startedAt} as="dateTime" />.
    </p>
  );
}
