import { Button, Modal } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { api } from '../api.ts';
import { dateTime } from '../ui/format.ts';
import { KeyValue } from '../ui/KeyValue.tsx';
import { Loading } from '../ui/Loading.tsx';
import { toast } from '../ui/toasts.ts';
import classes from './Log.module.css';

/** What was said to an endpoint and how it answered. */
export function DeliveryDialog({ id, onClose }: { id: string | null; onClose: () => void }) {
  return (
    <Modal centered opened={id !== null} onClose={onClose} title="Delivery" size={680}>
      {id !== null && <Shown id={id} onClose={onClose} />}
    </Modal>
  );
}

function Shown({ id, onClose }: { id: string; onClose: () => void }) {
  const queries = useQueryClient();
  const delivery = useQuery({
    queryKey: ['webhooks', 'delivery', id],
    queryFn: ({ signal }) => api.webhooks.delivery({ id }, { signal }),
  }).data;
  const again = useMutation({
    mutationFn: () => api.webhooks.replayOne({ id }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['webhooks'] });
      onClose();
      toast('It is said again, word for word.');
    },
  });
  if (!delivery) return <Loading />;
  const { type, url, error, responseStatus, durationMs, triedAt, dueAt } = delivery;
  const rows: { key: string; label: string; value: ReactNode }[] = [
    { key: 'event', label: 'Event', value: <span className="mono">{type}</span> },
    { key: 'to', label: 'To', value: <span className="mono">{url}</span> },
    { key: 'tried', label: 'Last tried', value: triedAt === null ? 'not yet' : `${dateTime(triedAt)}, ${durationMs ?? 0} ms` },
    ...(dueAt === null ? [] : [{ key: 'due', label: 'Tried next', value: dateTime(dueAt) }]),
    { key: 'answer', label: 'Answer', value: error || (responseStatus === null ? 'none yet' : String(responseStatus)) },
  ];
  return (
    <>
      <KeyValue rows={rows} />
      <p className={`${classes.note} dim small`}>
        Email addresses and long texts are shortened here, and of what was changed of a person only the fields are named. The
        webhook was told all of it. A day later only this short form is kept.
      </p>
      <Body title="Said" text={pretty(delivery.body)} />
      {delivery.responseBody !== '' && <Body title="Answered" text={delivery.responseBody} />}
      <div className={classes.buttons}>
        <Button onClick={onClose}>Close</Button>
        <Button variant="filled" loading={again.isPending} onClick={() => again.mutate()}>
          Say it again
        </Button>
      </div>
    </>
  );
}

export function Body({ title, text }: { title: string; text: string }) {
  return (
    <section aria-label={title} className={classes.part}>
      <h3 className="eyebrow">{title}</h3>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by the keyboard */}
      <pre className={classes.body} tabIndex={0}>
        {text}
      </pre>
    </section>
  );
}

function pretty(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}
