import { CopyButton, UnstyledButton } from '@mantine/core';
import { IconInbox } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { InboxRow } from '#shared/rpc/inbox.ts';
import { api } from '../api.ts';
import { usePages } from '../connection/use-pages.ts';
import { useUnread } from '../shell/queries.ts';
import { ConfirmButton } from '../ui/confirm.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { number, plural } from '../ui/format.ts';
import { Page } from '../ui/Page.tsx';
import { SearchField } from '../ui/SearchField.tsx';
import { InboxMessage } from './InboxMessage.tsx';
import classes from './InboxPage.module.css';
import { MessageList } from './MessageList.tsx';

/** What was sent into the built-in test inbox, as a mail program would get it. */
export function InboxPage({ id }: { id?: string | undefined }) {
  const navigate = useNavigate();
  const queries = useQueryClient();
  const [search, setSearch] = useState('');
  const address = useQuery({ queryKey: ['inbox', 'address'], queryFn: () => api.inbox.address({}), throwOnError: false }).data;
  const { data: unread } = useUnread();
  const pages = usePages<InboxRow>({
    key: ['inbox', 'page', search],
    load: (window, signal) => api.inbox.page({ ...window, search }, { signal }),
  });
  const clear = useMutation({
    mutationFn: () => api.inbox.clear({}),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['inbox'] });
      await navigate({ to: '/inbox' });
    },
  });
  const empty = pages.known && pages.total === 0;
  const where = address && `${address.host}:${address.port}`;

  return (
    <Page
      title="Test inbox"
      fixed
      count={pages.known && !search ? plural(pages.total, 'message') : undefined}
      actions={
        <>
          {where && <Address where={where} />}
          {pages.total > 0 && !search && (
            <ConfirmButton
              loading={clear.isPending}
              question={{
                title: 'Empty the test inbox?',
                body: `${plural(pages.total, 'message')} are deleted from this computer. Reports keep what they counted.`,
                confirmLabel: `Delete ${plural(pages.total, 'message')}`,
                danger: true,
              }}
              onConfirm={() => clear.mutate()}
            >
              Empty
            </ConfirmButton>
          )}
        </>
      }
    >
      {empty && !search ? (
        <EmptyState icon={IconInbox} title="Nothing has arrived yet">
          This is a real mail server inside Letterpress{where && `, at ${where}`}. Whatever is sent through the account “Test
          inbox” ends up here and goes no further, so that a whole campaign can be tried out before any account is connected.
        </EmptyState>
      ) : (
        <div className={classes.columns}>
          <div className={classes.left}>
            <SearchField label="Search addresses and subjects" value={search} onSearch={setSearch} />
            <p className={`${classes.note} faint small num`}>
              {search ? `${number(pages.total)} found` : unread ? `${number(unread)} not looked at yet` : 'All looked at'}
            </p>
            <MessageList
              rows={pages.rows}
              openId={id ?? null}
              onOpen={(next) => void navigate({ to: '/inbox', search: { message: next } })}
            />
          </div>
          <div className={classes.right}>
            {id ? (
              <InboxMessage key={id} id={id} />
            ) : (
              <p className={`${classes.none} faint`}>Choose a message to see it as it arrived.</p>
            )}
          </div>
        </div>
      )}
    </Page>
  );
}

function Address({ where }: { where: string }) {
  return (
    <CopyButton value={where}>
      {({ copied, copy }) => (
        <UnstyledButton
          className="faint small"
          onClick={copy}
          aria-label={`${copied ? 'Copied' : 'SMTP at'} ${where}: copy the address`}
          title="Copy"
        >
          {copied ? 'Copied' : 'SMTP at'} <span className="mono">{where}</span>
        </UnstyledButton>
      )}
    </CopyButton>
  );
}
