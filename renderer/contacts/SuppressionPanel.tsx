import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { api } from '../api.ts';
import { dateTime, people } from '../ui/format.ts';
import { KeyValue } from '../ui/KeyValue.tsx';
import { LinkButton } from '../ui/LinkButton.tsx';
import { Loading } from '../ui/Loading.tsx';
import { SidePanel } from '../ui/SidePanel.tsx';
import classes from './SuppressedPage.module.css';
import { useLift } from './use-lift.ts';
import { reasonMeaning, reasonWords } from './words.ts';

/** One suppression: what it rests on, with the way there, and the way to lift it. */
export function SuppressionPanel({ suppressionKey, onClose }: { suppressionKey: string; onClose: () => void }) {
  const { data, error } = useQuery({
    queryKey: ['suppressions', 'one', suppressionKey],
    queryFn: ({ signal }) => api.suppressions.get({ key: suppressionKey }, { signal }),
    throwOnError: false,
    retry: false,
  });
  const lift = useLift(onClose);
  if (!data) {
    return (
      <SidePanel title={error ? 'Not here' : ' '} label="Suppression" onClose={onClose}>
        {error ? <div className="dim">{error.message}</div> : <Loading />}
      </SidePanel>
    );
  }
  const isDomain = data.covers !== null;
  const name = isDomain ? data.email.slice(1) : data.email;
  const { message } = data;
  return (
    <SidePanel title={name} label={`Suppression of ${name}`} onClose={onClose}>
      <p className="dim" style={{ margin: '0 0 14px' }}>
        {reasonMeaning[data.reason]} {isDomain ? 'It holds for its sub-domains, too.' : ''}
      </p>
      <KeyValue
        rows={[
          { key: 'why', label: 'Why', value: reasonWords[data.reason] },
          { key: 'since', label: 'Since', value: dateTime(data.createdAt) },
          { key: 'evidence', label: 'Evidence', value: data.evidence || '–' },
          ...(data.covers === null ? [] : [{ key: 'covers', label: 'At this domain', value: people(data.covers) }]),
          ...(message
            ? [{ key: 'message', label: 'Message', value: `${message.campaign || 'A single one'}, ${dateTime(message.at)}` }]
            : []),
          ...(data.import ? [{ key: 'import', label: 'Import', value: data.import.fileName }] : []),
        ]}
      />
      <div className={classes.actions}>
        {data.contact && (
          <LinkButton to="/contacts" search={{ contact: data.contact.id }}>
            Show the contact
          </LinkButton>
        )}
        {isDomain && (data.covers ?? 0) > 0 && (
          <LinkButton to="/contacts" search={{ search: data.email }}>
            Show its people
          </LinkButton>
        )}
        {message?.campaignId && (
          <LinkButton to="/campaigns/$id/people" params={{ id: message.campaignId }} search={{ search: data.email }}>
            Show the message
          </LinkButton>
        )}
        {data.import && (
          <LinkButton to="/imports/$id" params={{ id: data.import.id }}>
            Show the import
          </LinkButton>
        )}
        <Button onClick={() => lift({ email: data.email, reason: data.reason })}>Lift…</Button>
      </div>
    </SidePanel>
  );
}
