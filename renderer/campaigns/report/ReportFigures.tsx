import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { Report } from '#shared/rpc/campaigns.ts';
import type { ContactFilter } from '#shared/rpc/contacts.ts';
import type { PersonOutcome } from '#shared/rpc/sends.ts';
import { Figure, Figures } from '../../ui/Figure.tsx';
import { number, percent } from '../../ui/format.ts';
import type { Outcomes } from './live.ts';
import classes from './ReportFigures.module.css';

type FigureName = NonNullable<ContactFilter['report']>['figure'];

/** Every number opens the people behind it. */
export function ReportFigures({
  id,
  report,
  outcomes,
  going,
}: {
  id: string;
  report: Report;
  outcomes: Outcomes;
  going: boolean;
}) {
  const { accepted, deferred, refused, uncertain, skipped, waiting } = outcomes;
  const { tracked, clicks, opens, unsubscribes, bouncedLater, complaints } = report;
  return (
    <Figures>
      <People id={id} figure="accepted">
        <Figure value={number(accepted)} label="accepted" />
      </People>
      {deferred > 0 && (
        <Messages id={id} outcome="deferred">
          <Figure value={number(deferred)} label="deferred, tried again" tone="warn" />
        </Messages>
      )}
      <Messages id={id} outcome="refused">
        <Figure value={number(refused)} label="refused" tone={refused > 0 ? 'bad' : 'plain'} />
      </Messages>
      {uncertain > 0 && (
        <Messages id={id} outcome="uncertain">
          <Figure value={number(uncertain)} label={<span className={classes.decide}>uncertain, you decide</span>} />
        </Messages>
      )}
      {!going && waiting > 0 && (
        <People id={id} figure="pending">
          <Figure value={number(waiting)} label="waiting" />
        </People>
      )}
      {skipped > 0 && (
        <Messages id={id} outcome="skipped">
          <Figure value={number(skipped)} label="skipped" />
        </Messages>
      )}
      {bouncedLater > 0 && (
        <Messages id={id} outcome="bounced">
          <Figure value={number(bouncedLater)} label="bounced later" tone="bad" />
        </Messages>
      )}
      {complaints > 0 && (
        <Messages id={id} outcome="complained">
          <Figure value={number(complaints)} label="complained" tone="bad" />
        </Messages>
      )}
      <People id={id} figure="clicked">
        <Figure
          apart
          value={tracked ? number(clicks.people) : '–'}
          label="clicked"
          note={tracked ? percent(clicks.people, accepted) : 'not counted'}
        />
      </People>
      <People id={id} figure="opened">
        <Figure value={tracked ? `~ ${number(opens.people)}` : '–'} label="opened" note={tracked ? 'estimate' : 'not counted'} />
      </People>
      <People id={id} figure="unsubscribed">
        <Figure value={number(unsubscribes)} label="unsubscribed" />
      </People>
    </Figures>
  );
}

function People({ id, figure, children }: { id: string; figure: FigureName; children: ReactNode }) {
  return (
    <Link to="/contacts" search={{ campaign: id, figure }} className={classes.people} title="Show the people">
      {children}
    </Link>
  );
}

/** Where it matters why, each message is shown with what its server said. */
function Messages({ id, outcome, children }: { id: string; outcome: PersonOutcome; children: ReactNode }) {
  return (
    <Link
      to="/campaigns/$id/people"
      params={{ id }}
      search={{ outcome }}
      className={classes.people}
      title="Show the people and why"
    >
      {children}
    </Link>
  );
}
