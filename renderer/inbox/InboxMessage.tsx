import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../api.ts';
import { EmailFrame } from '../campaigns/preview/EmailFrame.tsx';
import { asksForRemoteImages } from '../campaigns/preview/framed.ts';
import { bytes, plural } from '../ui/format.ts';
import { Loading } from '../ui/Loading.tsx';
import { Table } from '../ui/Table.tsx';
import { Tabs } from '../ui/Tabs.tsx';
import { When } from '../ui/When.tsx';
import { Attachments, type InboxLetter } from './Attachments.tsx';
import classes from './InboxMessage.module.css';
import { sender } from './sender.ts';

type View = 'html' | 'text' | 'source' | 'headers' | 'attachments';

export function InboxMessage({ id }: { id: string }) {
  // A message never changes, and reading it announces a change of the inbox: under that noun it would ask for itself for ever.
  const message = useQuery({
    queryKey: ['received-message', id],
    queryFn: ({ signal }) => api.inbox.get({ id }, { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  }).data;
  if (!message) return <Loading what="Opening the message…" />;
  return <Opened message={message} />;
}

function Opened({ message }: { message: InboxLetter }) {
  const [view, setView] = useState<View>(message.html === null ? 'text' : 'html');
  const { attachments } = message;
  const tabs: { value: View; label: string; count?: number }[] = [
    ...(message.html === null ? [] : [{ value: 'html' as const, label: 'HTML' }]),
    { value: 'text', label: 'Text' },
    { value: 'source', label: 'Source' },
    { value: 'headers', label: 'Headers', count: message.headers.length },
    ...(attachments.length > 0 ? [{ value: 'attachments' as const, label: 'Attachments', count: attachments.length }] : []),
  ];
  return (
    <article className={classes.message} aria-label={message.subject}>
      <header className={classes.head}>
        <h2>{message.subject || 'No subject'}</h2>
        <p className="dim">
          {sender(message.from)} <span className="faint">to</span> {message.to.join(', ')}
        </p>
        <p className="faint small num">
          <When at={message.receivedAt} as="dateTime" /> · {bytes(message.bytes)}
          {attachments.length > 0 && ` · ${plural(attachments.length, 'attachment')}`}
        </p>
      </header>
      <Tabs label="Ways to look at it" tabs={tabs} value={view} onChange={setView} />
      <div role="tabpanel" aria-label={view} className={classes.body}>
        {view === 'html' && message.html !== null && <Html html={message.html} subject={message.subject} />}
        {view === 'text' && <Plain text={message.text || 'There is no text part.'} />}
        {view === 'source' && <Plain text={message.source} exact />}
        {view === 'headers' && <Headers headers={message.headers} />}
        {view === 'attachments' && <Attachments attachments={attachments} />}
      </div>
    </article>
  );
}

/** Pictures from the web say to their server that the message was looked at, so they wait until they are asked for. */
function Html({ html, subject }: { html: string; subject: string }) {
  const [remoteImages, setRemoteImages] = useState(false);
  const asks = asksForRemoteImages(html);
  return (
    <div className={classes.html}>
      {asks && !remoteImages && (
        <p className={`${classes.blocked} dim small`}>
          Pictures from the web are not loaded.
          <Button size="xs" onClick={() => setRemoteImages(true)}>
            Load them
          </Button>
        </p>
      )}
      <div className={classes.sheet}>
        <EmailFrame title={`The message “${subject}”`} html={html} remoteImages={remoteImages} />
      </div>
    </div>
  );
}

function Plain({ text, exact = false }: { text: string; exact?: boolean }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <pre className={classes.plain} data-exact={exact || undefined} tabIndex={0}>
      {text}
    </pre>
  );
}

function Headers({ headers }: { headers: InboxLetter['headers'] }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <div className={classes.headers} tabIndex={0}>
      <Table>
        <tbody>
          {headers.map(({ name, value }, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a header may stand there twice, and they never move
            <tr key={index}>
              <th scope="row">{name}</th>
              <td className="mono">{value}</td>
            </tr>
          ))}
        </tbody>
      </Table>
    </div>
  );
}
