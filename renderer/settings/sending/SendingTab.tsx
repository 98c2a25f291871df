import { Button, Menu } from '@mantine/core';
import { IconChevronDown, IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { TransportKind } from '#shared/schema/words.ts';
import { transportsQuery } from '../../campaigns/queries.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ICON, SMALL_ICON } from '../../ui/icons.ts';
import { Loading } from '../../ui/Loading.tsx';
import { Section } from '../../ui/Section.tsx';
import { AmazonDialog } from './AmazonDialog.tsx';
import { CheckDialog } from './CheckDialog.tsx';
import type { Editing } from './editing.ts';
import { FrequencySection } from './FrequencySection.tsx';
import classes from './SendingTab.module.css';
import { TransportDialog } from './TransportDialog.tsx';
import { TransportTable } from './TransportTable.tsx';
import { kindWords } from './words.ts';

const descriptions: Record<TransportKind, string> = {
  smtp: 'The mail account that you have: your host’s, Google’s, Microsoft’s',
  ses: 'For many recipients, at a small price for each thousand',
  inbox: 'Keeps everything on this computer, to try things out',
};

/** How often the state of the accounts is asked while somebody looks. */
const LOOK_MS = 2_000;

/** The transports: what carries messages, and how fast. */
export function SendingTab() {
  const transports = useQuery({ ...transportsQuery, refetchInterval: LOOK_MS }).data;
  const [editing, setEditing] = useState<Editing | null>(null);
  const [checking, setChecking] = useState<{ id: string; name: string } | null>(null);
  const [atAmazon, setAtAmazon] = useState<string | null>(null);
  const kinds = (['smtp', 'ses', 'inbox'] as const).filter(
    (kind) => kind !== 'inbox' || !transports?.some((transport) => transport.kind === 'inbox'),
  );
  return (
    <>
      <Section title="Accounts that send">
        <p className={`${classes.text} dim`}>
          What carries your messages. A campaign leaves through the account that it names, else that of its sender, else the one
          that sends for its address, else the usual one. The pace holds for all messages of an account together, also after a
          restart.
        </p>
        {!transports ? (
          <Loading />
        ) : transports.length === 0 ? (
          <EmptyState title="No account yet">Connect one, or begin with the test inbox.</EmptyState>
        ) : (
          <TransportTable
            transports={transports}
            onEdit={(transport) => setEditing({ kind: transport.kind, transport })}
            onCheck={setChecking}
            onAmazon={({ id }) => setAtAmazon(id)}
          />
        )}
        <Menu position="bottom-start">
          <Menu.Target>
            <Button
              className={classes.add ?? ''}
              variant="filled"
              leftSection={<IconPlus {...ICON} />}
              rightSection={<IconChevronDown {...SMALL_ICON} />}
            >
              Connect an account
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            {kinds.map((kind) => (
              <Menu.Item key={kind} onClick={() => setEditing({ kind })}>
                {kindWords[kind]}
                <div className="faint small">{descriptions[kind]}</div>
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
        <TransportDialog
          editing={editing}
          onClose={() => setEditing(null)}
          onSaved={(saved) => {
            setEditing(null);
            setChecking(saved);
          }}
        />
        <CheckDialog transport={checking} onClose={() => setChecking(null)} />
        <AmazonDialog transport={transports?.find(({ id }) => id === atAmazon) ?? null} onClose={() => setAtAmazon(null)} />
      </Section>
      <FrequencySection />
    </>
  );
}
