import { ActionIcon, Menu } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Mailbox } from '#shared/rpc/feedback.ts';
import { api } from '../../api.ts';
import { Chip } from '../../ui/Chip.tsx';
import { confirm } from '../../ui/confirm.tsx';
import { time } from '../../ui/format.ts';
import { ICON } from '../../ui/icons.ts';
import { Table } from '../../ui/Table.tsx';
import { toast } from '../../ui/toasts.ts';
import classes from './MailboxTable.module.css';
import { foundInWords, stateInWords } from './mailbox-words.ts';

type Props = { mailboxes: Mailbox[]; onEdit: (mailbox: Mailbox) => void; onCheck: (mailbox: Mailbox) => void };

export function MailboxTable({ mailboxes, onEdit, onCheck }: Props) {
  const queries = useQueryClient();
  const onSuccess = (said: string) => async () => {
    await queries.invalidateQueries({ queryKey: ['mailboxes'] });
    toast(said);
  };
  const readNow = useMutation({
    mutationFn: ({ id }: Mailbox) => api.mailboxes.readNow({ id }),
    onSuccess: (_, { address }) => onSuccess(`Looking into ${address}.`)(),
  });
  const remove = useMutation({
    mutationFn: ({ id }: Mailbox) => api.mailboxes.remove({ id }),
    onSuccess: (_, { address }) => onSuccess(`${address} is no longer read.`)(),
  });
  const askToRemove = async (mailbox: Mailbox) => {
    const yes = await confirm({
      title: `Stop reading ${mailbox.address}?`,
      body: 'Its settings and its password are deleted here. The mail in it stays, and so does all that was learned from it.',
      confirmLabel: 'Stop reading',
      danger: true,
    });
    if (yes) remove.mutate(mailbox);
  };
  return (
    <Table>
      <thead>
        <tr>
          <th>Mailbox</th>
          <th>State</th>
          <th>Found so far</th>
          <td />
        </tr>
      </thead>
      <tbody>
        {mailboxes.map((mailbox) => {
          const { label, tone, words } = stateInWords(mailbox);
          const { settings, address, state } = mailbox;
          return (
            <tr key={mailbox.id}>
              <td>
                {address}
                <div className="faint small">
                  {settings.host}:{settings.port} · {settings.folder}
                </div>
              </td>
              <td className={classes.state}>
                <Chip tone={tone}>{label}</Chip>
                <div className={tone === 'bad' ? 'small' : 'faint small'}>{words}</div>
                {state.nextTryAt !== null && <div className="faint small">Next try at {time(state.nextTryAt)}.</div>}
              </td>
              <td className="dim">{foundInWords(mailbox.counts)}</td>
              <td data-right>
                <Menu position="bottom-end">
                  <Menu.Target>
                    <ActionIcon aria-label={`Actions for ${address}`}>
                      <IconDots {...ICON} />
                    </ActionIcon>
                  </Menu.Target>
                  <Menu.Dropdown>
                    <Menu.Item onClick={() => readNow.mutate(mailbox)}>Look for mail now</Menu.Item>
                    <Menu.Item onClick={() => onCheck(mailbox)}>Test this mailbox</Menu.Item>
                    <Menu.Item onClick={() => onEdit(mailbox)}>Change…</Menu.Item>
                    <Menu.Item color="red" onClick={() => void askToRemove(mailbox)}>
                      Stop reading…
                    </Menu.Item>
                  </Menu.Dropdown>
                </Menu>
              </td>
            </tr>
          );
        })}
      </tbody>
    </Table>
  );
}
