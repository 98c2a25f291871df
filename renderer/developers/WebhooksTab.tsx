import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { WebhookEndpoint } from '#shared/rpc/webhooks.ts';
import { CopyLine } from '../scripts/CopyLine.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { ICON } from '../ui/icons.ts';
import { Loading } from '../ui/Loading.tsx';
import { Section } from '../ui/Section.tsx';
import { Deliveries } from './Deliveries.tsx';
import { EndpointTable } from './EndpointTable.tsx';
import { PrivateCalls } from './PrivateCalls.tsx';
import { endpointsQuery } from './queries.ts';
import { WebhookDialog } from './WebhookDialog.tsx';
import classes from './WebhooksTab.module.css';

/** Which other programs are told what happens, and how that went. */
export function WebhooksTab() {
  const endpoints = useQuery(endpointsQuery).data;
  const [editing, setEditing] = useState<{ endpoint?: WebhookEndpoint } | null>(null);
  const [chosen, setChosen] = useState<string | null>(null);
  // Kept only as long as this screen: it is not shown again.
  const [made, setMade] = useState<{ id: string; secret: string } | null>(null);
  const shown = endpoints?.find(({ id }) => id === chosen) ?? endpoints?.[0];
  const isThere = made !== null && endpoints?.some(({ id }) => id === made.id);
  return (
    <>
      <Section title="Webhooks">
        <p className={`${classes.text} dim`}>
          Letterpress tells other programs what happens by calling an address of theirs. Each call is signed, so that they know it
          comes from here. What fails is tried again for seven hours; after a day without success a webhook is paused.
        </p>
        {isThere && (
          <div className={classes.made} role="status">
            <CopyLine label="The secret that signs its calls, shown this once" text={made.secret} />
            <p className="small">Copy it now. The program needs it to tell our calls from forged ones.</p>
          </div>
        )}
        {!endpoints ? (
          <Loading />
        ) : endpoints.length === 0 ? (
          <EmptyState title="No webhook yet">
            With one, a shop or a script learns of bounces, clicks and unsubscribes without asking again and again.
          </EmptyState>
        ) : (
          <EndpointTable
            endpoints={endpoints}
            shownId={shown?.id}
            onShow={({ id }) => setChosen(id)}
            onEdit={(endpoint) => setEditing({ endpoint })}
          />
        )}
        <Button
          className={classes.add ?? ''}
          variant={endpoints?.length === 0 ? 'filled' : 'default'}
          leftSection={<IconPlus {...ICON} />}
          onClick={() => setEditing({})}
        >
          Add a webhook
        </Button>
        <PrivateCalls />
      </Section>
      {shown && <Deliveries key={shown.id} endpoint={shown} />}
      <WebhookDialog
        open={editing}
        onClose={() => setEditing(null)}
        onMade={(one) => {
          setMade(one);
          setChosen(one.id);
        }}
      />
    </>
  );
}
