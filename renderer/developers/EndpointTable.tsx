import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { WebhookEndpoint } from '#shared/rpc/webhooks.ts';
import { api } from '../api.ts';
import { titleOf } from '../scripts/dialects.ts';
import { Chip } from '../ui/Chip.tsx';
import { confirm } from '../ui/confirm.tsx';
import { RowMenu } from '../ui/RowMenu.tsx';
import { Table } from '../ui/Table.tsx';
import { toast } from '../ui/toasts.ts';
import classes from './WebhooksTab.module.css';

type Props = {
  endpoints: WebhookEndpoint[];
  /** Whose deliveries are on the screen. */
  shownId: string | undefined;
  onShow: (endpoint: WebhookEndpoint) => void;
  onEdit: (endpoint: WebhookEndpoint) => void;
};

export function EndpointTable({ endpoints, shownId, onShow, onEdit }: Props) {
  return (
    <Table>
      <thead>
        <tr>
          <th>Address</th>
          <th>Is told</th>
          <th>State</th>
          <td />
        </tr>
      </thead>
      <tbody>
        {endpoints.map((endpoint) => (
          <tr key={endpoint.id}>
            <td>
              <button
                type="button"
                className={classes.url}
                aria-pressed={endpoint.id === shownId}
                title="Show its deliveries"
                onClick={() => onShow(endpoint)}
              >
                {endpoint.url}
              </button>
              <div className="faint small">
                {titleOf(endpoint.dialect)} · secret …{endpoint.secretHint}
              </div>
            </td>
            <td className="dim">{toldInWords(endpoint)}</td>
            <td className={classes.state}>
              <State endpoint={endpoint} />
            </td>
            <td data-right>
              <Actions endpoint={endpoint} onEdit={onEdit} />
            </td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

const toldInWords = ({ events }: WebhookEndpoint): string => {
  if (events.includes('*')) return 'everything';
  return events.length > 2 ? `${events.length} kinds of events` : events.join(', ');
};

function State({ endpoint: { enabled, paused, failures } }: { endpoint: WebhookEndpoint }) {
  if (!enabled) return <Chip>off</Chip>;
  if (paused)
    return (
      <>
        <Chip tone="bad">paused</Chip>
        <div className="small">{paused}</div>
      </>
    );
  return failures > 0 ? <Chip tone="warn">failing</Chip> : <Chip tone="good">on</Chip>;
}

function Actions({ endpoint, onEdit }: { endpoint: WebhookEndpoint; onEdit: Props['onEdit'] }) {
  const { id, url, enabled, paused } = endpoint;
  const queries = useQueryClient();
  const { mutate } = useMutation({
    mutationFn: async ({ work }: { work: () => Promise<string> }) => work(),
    onSuccess: async (said) => {
      await queries.invalidateQueries({ queryKey: ['webhooks'] });
      toast(said);
    },
  });
  const run = (work: () => Promise<string>) => mutate({ work });
  const remove = async () => {
    const yes = await confirm({
      title: 'Remove this webhook?',
      body: `${url} is told nothing any more. Its deliveries and its secret are deleted here.`,
      confirmLabel: 'Remove webhook',
      danger: true,
    });
    if (!yes) return;
    run(async () => {
      await api.webhooks.remove({ id });
      return 'The webhook is removed.';
    });
  };
  const replay = (failedOnly: boolean) =>
    run(async () => {
      const { replayed } = await api.webhooks.replay({ id, failedOnly });
      return replayed === 0
        ? 'There is nothing to say again.'
        : `${replayed} ${replayed === 1 ? 'delivery is' : 'deliveries are'} said again.`;
    });
  const resume = {
    label: 'Call it again',
    onClick: () =>
      run(async () => {
        await api.webhooks.resume({ id });
        return 'It is called again.';
      }),
  };
  const toggle = {
    label: enabled ? 'Turn off' : 'Turn on',
    onClick: () =>
      run(async () => {
        await api.webhooks.change({ id, enabled: !enabled });
        return enabled ? 'It is told nothing until you turn it on.' : 'It is told what happens from now on.';
      }),
  };
  return (
    <RowMenu
      label={`Actions for ${url}`}
      items={[
        ...(enabled && paused ? [resume] : []),
        { label: 'Change…', onClick: () => onEdit(endpoint) },
        { label: 'Say the last 24 hours again', onClick: () => replay(false) },
        { label: 'Say again what failed', onClick: () => replay(true) },
        toggle,
        { label: 'Remove…', onClick: () => void remove(), danger: true },
      ]}
    />
  );
}
