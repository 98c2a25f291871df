import { ActionIcon, Menu } from '@mantine/core';
import { IconDots, IconPlus } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Contact } from '#shared/rpc/contacts.ts';
import type { Api } from '#shared/rpc/rpc.ts';
import { api } from '../api.ts';
import { Chip } from '../ui/Chip.tsx';
import { confirm } from '../ui/confirm.tsx';
import { ICON, SMALL_ICON } from '../ui/icons.ts';
import { Section } from '../ui/Section.tsx';
import { toast } from '../ui/toasts.ts';
import { When } from '../ui/When.tsx';
import { PendingItems } from './list-settings/PendingItems.tsx';
import classes from './Memberships.module.css';
import { useLists } from './queries.ts';
import { consentWords, statusTone } from './words.ts';

type Membership = Contact['memberships'][number];
type SetMembership = Omit<Parameters<Api['lists']['setMembership']>[0], 'contactIds'>;

/** The lists that a person is in, each with its own status and consent. */
export function Memberships({ contact }: { contact: Contact }) {
  const queries = useQueryClient();
  const { data: lists = [] } = useLists();
  const onSettled = () =>
    queries.invalidateQueries({ predicate: ({ queryKey }) => ['contacts', 'lists'].includes(String(queryKey[0])) });
  const set = useMutation({
    mutationFn: (given: SetMembership) => api.lists.setMembership({ ...given, contactIds: [contact.id] }),
    onSuccess: ({ kept }) => {
      if (kept > 0) toast('They have unsubscribed before, and stay so.');
    },
    onSettled,
  });
  const remove = useMutation({
    mutationFn: (listId: string) => api.lists.removeMembership({ listId, contactIds: [contact.id] }),
    onSettled,
  });
  const others = lists.filter(({ id }) => !contact.memberships.some(({ listId }) => listId === id));
  const subscribeAgain = async ({ listId, listName }: Membership) => {
    const yes = await confirm({
      title: `Subscribe to ${listName} again?`,
      body: 'They have unsubscribed. Do this only if they have asked for it themselves.',
      confirmLabel: 'They asked for it',
    });
    if (yes) set.mutate({ listId, status: 'subscribed', consentSource: 'Asked to come back', force: true });
  };
  const confirmByHand = async ({ listId, listName }: Membership) => {
    const yes = await confirm({
      title: `Subscribe to ${listName} without their confirmation?`,
      body: 'They have not confirmed by the link in the mail. Do this only if you know in another way that they want it.',
      confirmLabel: 'They want it',
    });
    if (yes) set.mutate({ listId, status: 'subscribed', consentSource: 'Confirmed by hand', force: true });
  };

  return (
    <Section title="Consent" small>
      {contact.memberships.length === 0 && <div className="dim">In no list.</div>}
      <ul className={classes.list}>
        {contact.memberships.map((membership) => (
          <li key={membership.id} className={classes.item}>
            <div className={classes.words}>
              {membership.listName}{' '}
              {membership.status !== 'subscribed' && <Chip tone={statusTone[membership.status]}>{membership.status}</Chip>}
              <div className="faint small">
                {consentWords[membership.consentMethod]}
                {membership.consentSource && `, ${membership.consentSource}`}
                {membership.consentAt !== null && (
                  <>
                    {' · '}
                    <When at={membership.consentAt} as="dateTime" />
                  </>
                )}
                {membership.confirmedAt !== null && (
                  <div>
                    confirmed by a link <When at={membership.confirmedAt} as="dateTime" />
                  </div>
                )}
                {membership.unsubscribedAt !== null && (
                  <div>
                    unsubscribed <When at={membership.unsubscribedAt} as="dateTime" />
                  </div>
                )}
              </div>
            </div>
            <Menu position="bottom-end">
              <Menu.Target>
                <ActionIcon size="sm" aria-label={`Change the membership of ${membership.listName}`}>
                  <IconDots {...ICON} />
                </ActionIcon>
              </Menu.Target>
              <Menu.Dropdown>
                {membership.status === 'pending' && (
                  <PendingItems
                    listId={membership.listId}
                    contactId={contact.id}
                    onConfirm={() => void confirmByHand(membership)}
                  />
                )}
                {membership.status === 'unsubscribed' && (
                  <Menu.Item onClick={() => void subscribeAgain(membership)}>Subscribe again…</Menu.Item>
                )}
                {membership.status !== 'unsubscribed' && (
                  <Menu.Item onClick={() => set.mutate({ listId: membership.listId, status: 'unsubscribed' })}>
                    Unsubscribe
                  </Menu.Item>
                )}
                <Menu.Item color="red" onClick={() => remove.mutate(membership.listId)}>
                  Take out of this list
                </Menu.Item>
              </Menu.Dropdown>
            </Menu>
          </li>
        ))}
      </ul>
      {others.length > 0 && (
        <Menu position="bottom-start">
          <Menu.Target>
            <button type="button" className={classes.add}>
              <IconPlus {...SMALL_ICON} /> Add to a list
            </button>
          </Menu.Target>
          <Menu.Dropdown>
            {others.map(({ id, name }) => (
              <Menu.Item
                key={id}
                onClick={() => set.mutate({ listId: id, status: 'subscribed', consentSource: 'Added by hand' })}
              >
                {name}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      )}
    </Section>
  );
}
