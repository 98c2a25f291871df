import { ActionIcon, Menu } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Transport } from '#shared/rpc/transports.ts';
import { api } from '../../api.ts';
import { Chip } from '../../ui/Chip.tsx';
import { confirm } from '../../ui/confirm.tsx';
import { number } from '../../ui/format.ts';
import { ICON } from '../../ui/icons.ts';
import { Table } from '../../ui/Table.tsx';
import { toast } from '../../ui/toasts.ts';
import { kindWords, leadsTo, paceInWords } from './words.ts';

type Props = {
  transports: Transport[];
  onEdit: (transport: Transport) => void;
  onCheck: (transport: Transport) => void;
};

export function TransportTable({ transports, onEdit, onCheck }: Props) {
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
      body: 'Its settings and its password are deleted here. Campaigns that name it go out through the usual account instead. Reports stay.',
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
          <th>Pace</th>
          <th data-right>Sent today</th>
          <td />
        </tr>
      </thead>
      <tbody>
        {transports.map((transport) => (
          <tr key={transport.id}>
            <td>
              {transport.name} {transport.isDefault && <Chip tone="good">the usual</Chip>}
              <div className="faint small">
                {kindWords[transport.kind]} · {leadsTo(transport)}
              </div>
            </td>
            <td className="dim">{paceInWords(transport)}</td>
            <td data-right>
              {number(transport.sentToday)}
              {transport.perDay !== null && <span className="faint"> of {number(transport.perDay)}</span>}
            </td>
            <td data-right style={{ width: 44 }}>
              <Menu position="bottom-end">
                <Menu.Target>
                  <ActionIcon aria-label={`Actions for ${transport.name}`}>
                    <IconDots {...ICON} />
                  </ActionIcon>
                </Menu.Target>
                <Menu.Dropdown>
                  <Menu.Item onClick={() => onCheck(transport)}>Check the connection</Menu.Item>
                  <Menu.Item onClick={() => onEdit(transport)}>Change…</Menu.Item>
                  {!transport.isDefault && (
                    <Menu.Item onClick={() => makeDefault.mutate(transport)}>Make it the usual one</Menu.Item>
                  )}
                  <Menu.Item color="red" onClick={() => void askToRemove(transport)}>
                    Remove…
                  </Menu.Item>
                </Menu.Dropdown>
              </Menu>
            </td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
