import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Mailbox } from '#shared/rpc/feedback.ts';
import { api } from '../../api.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ICON } from '../../ui/icons.ts';
import { Loading } from '../../ui/Loading.tsx';
import { Section } from '../../ui/Section.tsx';
import { MailboxCheck } from './MailboxCheck.tsx';
import { MailboxDialog } from './MailboxDialog.tsx';
import classes from './MailboxesSection.module.css';
import { MailboxTable } from './MailboxTable.tsx';

/** The mailboxes that bounces and answers come back to. */
export function MailboxesSection() {
  const mailboxes = useQuery({
    queryKey: ['mailboxes', 'all'],
    queryFn: ({ signal }) => api.mailboxes.all({}, { signal }),
  }).data;
  const [editing, setEditing] = useState<{ mailbox?: Mailbox } | null>(null);
  const [checking, setChecking] = useState<{ id: string; address: string } | null>(null);
  return (
    <Section title="Mailboxes">
      <p className={`${classes.text} dim`}>
        Bounces, complaints and unsubscribe messages come back by mail. Letterpress reads them where you let it: who is gone or
        complains is never mailed again, who wants no more leaves the list, and a full mailbox or an absence costs nobody their
        place. It opens the folder for reading only.
      </p>
      {!mailboxes ? (
        <Loading />
      ) : mailboxes.length === 0 ? (
        <EmptyState title="No mailbox yet">
          Without one, only what servers refuse at once is known, and unsubscribe messages wait for you in the reply mailbox.
        </EmptyState>
      ) : (
        <MailboxTable
          mailboxes={mailboxes}
          onEdit={(mailbox) => setEditing({ mailbox })}
          onCheck={({ id, address }) => setChecking({ id, address })}
        />
      )}
      <Button
        className={classes.add ?? ''}
        variant={mailboxes?.length === 0 ? 'filled' : 'default'}
        leftSection={<IconPlus {...ICON} />}
        onClick={() => setEditing({})}
      >
        Connect a mailbox
      </Button>
      <MailboxDialog
        open={editing}
        onClose={() => setEditing(null)}
        onSaved={(saved) => {
          setEditing(null);
          setChecking(saved);
        }}
      />
      <MailboxCheck mailbox={checking} onClose={() => setChecking(null)} />
    </Section>
  );
}
