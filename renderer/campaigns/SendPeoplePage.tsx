import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import type { SendPerson } from '#shared/rpc/sends.ts';
import { api } from '../api.ts';
import { usePages } from '../connection/use-pages.ts';
import { Chip } from '../ui/Chip.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { number, people } from '../ui/format.ts';
import { Loading } from '../ui/Loading.tsx';
import { Page } from '../ui/Page.tsx';
import { type Column, VirtualTable } from '../ui/VirtualTable.tsx';
import { When } from '../ui/When.tsx';
import { campaignQuery, reasonsQuery, reportQuery } from './queries.ts';
import { PeopleFilters } from './report/PeopleFilters.tsx';
import { PersonPanel } from './report/PersonPanel.tsx';
import { outcomeOf, outcomeWords, reasonWords, triesWords } from './report/people-words.ts';
import { RetryButton } from './report/RetryButton.tsx';
import classes from './SendPeoplePage.module.css';

/** Each person of a campaign's send, what became of their message, and why. */
export function SendPeoplePage({ id }: { id: string }) {
  const campaign = useQuery(campaignQuery(id)).data;
  const report = useQuery(reportQuery(id)).data;
  const title = campaign?.name ?? 'People';
  const back = { to: `/campaigns/${id}/report`, label: 'Back to the report' };
  if (!report) {
    return (
      <Page title={title} back={back}>
        <Loading what="Reading the report…" />
      </Page>
    );
  }
  const sendId = report.progress?.sendId;
  if (!sendId) {
    return (
      <Page title={title} back={back}>
        <EmptyState title="Nobody yet">This campaign has not been sent.</EmptyState>
      </Page>
    );
  }
  return <SendPeople id={id} sendId={sendId} title={title} back={back} cancelled={report.status === 'cancelled'} />;
}

function SendPeople(props: {
  id: string;
  sendId: string;
  title: string;
  back: { to: string; label: string };
  cancelled: boolean;
}) {
  const { id, sendId, title, back, cancelled } = props;
  const search = useSearch({ from: '/campaigns/$id/people' });
  const navigate = useNavigate({ from: '/campaigns/$id/people' });
  const reasons = useQuery(reasonsQuery(sendId)).data;
  const { message, ...filter } = search;
  const pages = usePages<SendPerson>({
    key: ['sends', 'people', { sendId, ...filter }],
    load: (window, signal) => api.sends.people({ id: sendId, ...filter, ...window }, { signal }),
  });
  const show = (messageId: number | undefined) =>
    void navigate({
      params: { id },
      search: ({ message: _closed, ...rest }) => (messageId === undefined ? rest : { ...rest, message: messageId }),
      replace: true,
    });
  const empty = pages.known && pages.total === 0;
  return (
    <Page
      title={title}
      name={`People of ${title}`}
      back={back}
      fixed
      actions={!cancelled && <RetryButton sendId={sendId} count={reasons?.retryable ?? 0} />}
    >
      <div className={classes.table}>
        <PeopleFilters
          search={filter}
          groups={reasons?.groups ?? []}
          onChange={(next) => void navigate({ params: { id }, search: next, replace: true })}
          aside={pages.ready && people(pages.total)}
        />
        {empty ? (
          <EmptyState title="Nobody matches">No message of this campaign is like that.</EmptyState>
        ) : (
          <VirtualTable
            label={`${number(pages.total)} people`}
            columns={message === undefined ? columns : columns.slice(0, 3)}
            rows={pages.rows}
            rowKey={(row) => String(row.id)}
            onOpen={(row) => show(row.id)}
            openKey={message === undefined ? null : String(message)}
            resetKey={JSON.stringify(filter)}
          />
        )}
      </div>
      {message !== undefined && (
        <PersonPanel key={message} sendId={sendId} messageId={message} cancelled={cancelled} onClose={() => show(undefined)} />
      )}
    </Page>
  );
}

const columns: Column<SendPerson>[] = [
  { key: 'email', header: 'Address', width: 'minmax(0, 1.4fr)', render: ({ email }) => email },
  {
    key: 'outcome',
    header: 'Outcome',
    width: '112px',
    render: (row) => {
      const { label, tone } = outcomeWords[outcomeOf(row)];
      return <Chip tone={tone}>{label}</Chip>;
    },
  },
  {
    key: 'why',
    header: 'Why',
    width: 'minmax(0, 2fr)',
    render: (row) => {
      const words = row.status === 'accepted' && !row.reason ? row.reply : whyWords(row);
      return (
        <span className="dim" title={words}>
          {words}
        </span>
      );
    },
  },
  {
    key: 'tries',
    header: 'Tries',
    width: '62px',
    right: true,
    render: (row) => (
      <span className="dim num" title={triesWords(row)}>
        {number(row.attempts)}
      </span>
    ),
  },
  {
    key: 'at',
    header: 'Last',
    width: '152px',
    right: true,
    render: ({ attemptedAt, settledAt }) => (
      <span className="dim">
        <When at={attemptedAt ?? settledAt} as="dateTime" empty="–" />
      </span>
    ),
  },
];

function whyWords(row: SendPerson): string {
  const outcome = outcomeOf(row);
  if (outcome === 'waiting') return triesWords(row);
  return [row.reason && reasonWords(outcome, row.reason), row.reply].filter(Boolean).join(': ');
}
