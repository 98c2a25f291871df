import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { SendPerson } from '#shared/rpc/sends.ts';
import { api } from '../../api.ts';
import { Chip } from '../../ui/Chip.tsx';
import { confirm } from '../../ui/confirm.tsx';
import { KeyValue } from '../../ui/KeyValue.tsx';
import { Loading } from '../../ui/Loading.tsx';
import { Section } from '../../ui/Section.tsx';
import { SidePanel } from '../../ui/SidePanel.tsx';
import { toast } from '../../ui/toasts.ts';
import { When } from '../../ui/When.tsx';
import { Evidence } from './Evidence.tsx';
import classes from './PersonPanel.module.css';
import { outcomeOf, outcomeWords, reasonWords, triesWords } from './people-words.ts';

type Props = { sendId: string; messageId: number; cancelled: boolean; onClose: () => void };

/** All that is known about one person's message: its tries, what was said, and what came back later. */
export function PersonPanel({ sendId, messageId, cancelled, onClose }: Props) {
  const { data, error } = useQuery({
    queryKey: ['sends', 'person', { sendId, messageId }],
    queryFn: ({ signal }) => api.sends.person({ id: sendId, messageId }, { signal }),
    throwOnError: false,
    retry: false,
  });
  if (!data) {
    return (
      <SidePanel title={error ? 'Not here' : ' '} label="Message" onClose={onClose}>
        {error ? <div className="dim">{error.message}</div> : <Loading />}
      </SidePanel>
    );
  }
  const { row, transcripts, evidence } = data;
  const outcome = outcomeOf(row);
  const { label, tone } = outcomeWords[outcome];
  return (
    <SidePanel
      title={row.email}
      label={`Message to ${row.email}`}
      subtitle={
        row.contactId && (
          <Link to="/contacts" search={{ contact: row.contactId }} className="link">
            Show the contact
          </Link>
        )
      }
      onClose={onClose}
    >
      <div className={classes.outcome}>
        <Chip tone={tone}>{label}</Chip>
        {row.reason && <span className="dim">{reasonWords(outcome, row.reason)}</span>}
      </div>
      {row.status === 'uncertain' && <Decide sendId={sendId} row={row} cancelled={cancelled} />}
      <Section title="Tries" small>
        <KeyValue
          rows={[
            { key: 'tries', label: 'So far', value: triesWords(row) },
            { key: 'first', label: 'First', value: <When at={row.firstAttemptedAt} as="dateTime" /> },
            { key: 'last', label: 'Last', value: <When at={row.attemptedAt} as="dateTime" /> },
            ...(row.reply ? [{ key: 'reply', label: 'Answer', value: <span className={classes.words}>{row.reply}</span> }] : []),
          ]}
        />
      </Section>
      {evidence.length > 0 && <Evidence evidence={evidence} />}
      {transcripts.map(({ at, lines }) => (
        <Section key={at} title="Said with the server" aside={<When at={at} as="dateTime" />} small>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keys */}
          <pre className={classes.transcript} tabIndex={0}>
            {lines.join('\n')}
          </pre>
        </Section>
      ))}
    </SidePanel>
  );
}

/** Only a person may risk that somebody gets it twice. */
function Decide({ sendId, row, cancelled }: { sendId: string; row: SendPerson; cancelled: boolean }) {
  const queries = useQueryClient();
  const decide = useMutation({
    mutationFn: (as: 'resend' | 'accepted') => api.sends.decide({ id: sendId, messageIds: [row.id], as }),
    onSuccess: (_decided, as) => toast(as === 'resend' ? 'It will be sent again.' : 'It counts as accepted.'),
    onSettled: async () => {
      await queries.invalidateQueries({ queryKey: ['sends'] });
      await queries.invalidateQueries({ queryKey: ['campaigns'] });
    },
  });
  const resend = async () => {
    const yes = await confirm({
      title: 'Send again to 1 person?',
      body: 'This message may have arrived. If it did, the person gets it twice.',
      confirmLabel: 'Send again to 1 person',
    });
    if (yes) decide.mutate('resend');
  };
  return (
    <div className={classes.decide}>
      <p className="dim">It may have arrived, and nobody knows. Nothing is sent twice by itself.</p>
      <div className={classes.buttons}>
        {!cancelled && (
          <Button loading={decide.isPending && decide.variables === 'resend'} onClick={() => void resend()}>
            Send again
          </Button>
        )}
        <Button
          variant="subtle"
          loading={decide.isPending && decide.variables === 'accepted'}
          onClick={() => decide.mutate('accepted')}
        >
          Count as accepted
        </Button>
      </div>
    </div>
  );
}
