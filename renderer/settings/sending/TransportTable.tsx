import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Transport } from '#shared/rpc/transports.ts';
import { api } from '../../api.ts';
import { Chip } from '../../ui/Chip.tsx';
import { confirm } from '../../ui/confirm.tsx';
import { number } from '../../ui/format.ts';
import { RowMenu } from '../../ui/RowMenu.tsx';
import { Table } from '../../ui/Table.tsx';
import { toast } from '../../ui/toasts.ts';
import classes from './TransportTable.module.css';
import { healthInWords, healthTones, kindWords, leadsTo, paceInWords } from './words.ts';

type Props = {
  transports: Transport[];
  onEdit: (transport: Transport) => void;
  onCheck: (transport: Transport) => void;
  /** What Amazon knows of an account. */
  onAmazon: (transport: Transport) => void;
};

export function TransportTable({ transports, onEdit, onCheck, onAmazon }: Props) {
  const queries = useQueryClient();
  const onSuccess = (said: string) => async () => {
    await queries.invalidateQueries({ queryKey: ['transports'] });
    toast(said);
  };
  const makeDefault = useMutation({
    mutationFn: ({ id }: Transport) => api.transports.makeDefault({ id }),
    onSuccess: (_, { name }) => onSuccess(`${name} is the usual account now.`)(),
  });
  const remove = useMutation({
    mutationFn: ({ id }: Transport) => api.transports.remove({ id }),
    onSuccess: (_, { name }) => onSuccess(`${name} was removed.`)(),
  });
  const askToRemove = async (transport: Transport) => {
    const yes = await confirm({
      title: `Remove ${transport.name}?`,
      body: 'Its settings and its password are deleted here. Campaigns and senders that name it go out through whatever account fits instead. Reports stay.',
      confirmLabel: 'Remove account',
      danger: true,
    });
    if (yes) remove.mutate(transport);
  };
  return (
    <Table>
      <thead>
        <tr>
          <th>Account</th>
          <th>State</th>
          <th>Pace</th>
          <th data-right>Sent today</th>
          <td />
        </tr>
      </thead>
      <tbody>
        {transports.map((transport) => (
          <tr key={transport.id}>
            <td className={classes.account}>
              {transport.name} {transport.isDefault && <Chip tone="good">the usual</Chip>}
              <div className="faint small">
                {kindWords[transport.kind]} · {leadsTo(transport)}
              </div>
              {transport.fromAddresses.length > 0 && (
                <div className="faint small">for {sendersInWords(transport.fromAddresses)}</div>
              )}
            </td>
            <td className={classes.state}>
              <Health transport={transport} />
            </td>
            <td className="dim">{paceInWords(transport)}</td>
            <td data-right className={classes.sent}>
              {number(transport.sentToday)}
              {transport.perDay !== null && <span className="faint"> of {number(transport.perDay)}</span>}
            </td>
            <td data-menu>
              <RowMenu
                label={`Actions for ${transport.name}`}
                items={[
                  { label: 'Test this account', onClick: () => onCheck(transport) },
                  { label: 'Change…', onClick: () => onEdit(transport) },
                  ...(transport.kind === 'ses' ? [{ label: 'At Amazon…', onClick: () => onAmazon(transport) }] : []),
                  ...(transport.isDefault
                    ? []
                    : [{ label: 'Make it the usual one', onClick: () => makeDefault.mutate(transport) }]),
                  { label: 'Remove…', onClick: () => void askToRemove(transport), danger: true },
                ]}
              />
            </td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

function Health({ transport: { health, account } }: { transport: Transport }) {
  const trouble = account && !account.sendingEnabled ? 'Amazon has switched off sending for this account.' : '';
  const words = trouble || health.words || (account?.sandbox ? 'In Amazon’s sandbox: confirmed addresses only.' : '');
  return (
    <>
      <Chip tone={trouble ? 'bad' : healthTones[health.state]}>{trouble ? 'switched off' : healthInWords(health)}</Chip>
      {words && <div className="dim small">{words}</div>}
    </>
  );
}

const sendersInWords = (entries: string[]): string =>
  entries.length <= 2 ? entries.join(' and ') : `${entries.slice(0, 2).join(', ')} and ${entries.length - 2} more`;
