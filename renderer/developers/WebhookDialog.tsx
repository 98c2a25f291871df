import { Button, Checkbox, Modal, SegmentedControl, Select, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { WebhookEndpoint } from '#shared/rpc/webhooks.ts';
import { api } from '../api.ts';
import { titleOf } from '../scripts/dialects.ts';
import { toast } from '../ui/toasts.ts';
import { webhookSettingsQuery, webhookTypesQuery } from './queries.ts';
import classes from './WebhooksTab.module.css';

type Props = {
  open: { endpoint?: WebhookEndpoint } | null;
  onClose: () => void;
  onMade: (made: { id: string; secret: string }) => void;
};

export function WebhookDialog({ open, onClose, onMade }: Props) {
  const title = open?.endpoint ? 'Change this webhook' : 'New webhook';
  return (
    <Modal centered opened={open !== null} onClose={onClose} title={title} size={560}>
      {open && <Form endpoint={open.endpoint} onClose={onClose} onMade={onMade} />}
    </Modal>
  );
}

function problemOf(url: string): string | null {
  const text = url.trim();
  return /^https?:\/\//.test(text) && URL.canParse(text) ? null : 'An address such as https://shop.example/hooks.';
}

function Form({ endpoint, onClose, onMade }: { endpoint: WebhookEndpoint | undefined } & Omit<Props, 'open'>) {
  const queries = useQueryClient();
  const apis = useQuery(webhookTypesQuery).data ?? [];
  const mayBePrivate = useQuery(webhookSettingsQuery).data?.mayBePrivate ?? false;
  const [dialect, setDialect] = useState(endpoint?.dialect ?? null);
  const [url, setUrl] = useState(endpoint?.url ?? '');
  const [chosen, setChosen] = useState(endpoint?.events.filter((name) => name !== '*') ?? []);
  const [all, setAll] = useState(endpoint ? endpoint.events.includes('*') : true);
  const [allowPrivate, setAllowPrivate] = useState(endpoint?.allowPrivate ?? false);
  const [tried, setTried] = useState(false);
  const spoken = apis.find((one) => one.dialect === dialect) ?? apis[0];
  const events = all ? ['*'] : chosen;
  const save = useMutation({
    mutationFn: async () => {
      const facts = { url: url.trim(), events, allowPrivate };
      if (endpoint) return void (await api.webhooks.change({ id: endpoint.id, ...facts }));
      if (!spoken) throw new Error('No API has webhooks.');
      onMade(await api.webhooks.create({ dialect: spoken.dialect, ...facts }));
    },
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['webhooks'] });
      onClose();
      toast(endpoint ? 'The webhook is changed.' : 'It is told what happens from now on.');
    },
  });
  return (
    <form
      className={classes.form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        setTried(true);
        if (problemOf(url) === null && events.length > 0) save.mutate();
      }}
    >
      <TextInput
        label="Address to call"
        type="url"
        placeholder="https://shop.example/hooks"
        value={url}
        error={tried ? problemOf(url) : null}
        onChange={(event) => setUrl(event.currentTarget.value)}
        data-autofocus
      />
      {!endpoint && apis.length > 1 && (
        <Select
          label="In the words of"
          data={apis.map((one) => ({ value: one.dialect, label: titleOf(one.dialect) }))}
          value={spoken?.dialect ?? null}
          onChange={(value) => setDialect(apis.find((one) => one.dialect === value)?.dialect ?? null)}
          allowDeselect={false}
        />
      )}
      <SegmentedControl
        aria-label="What it is told"
        data={[
          { value: 'all', label: 'Everything that happens' },
          { value: 'some', label: 'Some kinds of events' },
        ]}
        value={all ? 'all' : 'some'}
        onChange={(value) => setAll(value === 'all')}
      />
      {!all && (
        <Checkbox.Group
          label="Events"
          value={chosen}
          onChange={setChosen}
          error={tried && chosen.length === 0 ? 'Choose at least one.' : null}
        >
          <div className={classes.events}>
            {(spoken?.types ?? []).map((type) => (
              <Checkbox key={type} value={type} label={<span className="mono">{type}</span>} />
            ))}
          </div>
        </Checkbox.Group>
      )}
      <Checkbox
        label="It may be on this computer or in this network"
        description={
          mayBePrivate
            ? 'Otherwise only addresses on the internet are called, whatever the name leads to.'
            : 'This is off for all webhooks of this workspace. It can be turned on below their list.'
        }
        checked={allowPrivate}
        disabled={!mayBePrivate && !allowPrivate}
        onChange={(event) => setAllowPrivate(event.currentTarget.checked)}
      />
      <div className={classes.buttons}>
        <Button onClick={onClose}>Cancel</Button>
        <Button type="submit" variant="filled" loading={save.isPending}>
          {endpoint ? 'Save' : 'Add webhook'}
        </Button>
      </div>
    </form>
  );
}
