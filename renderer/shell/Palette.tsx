import { useMantineColorScheme } from '@mantine/core';
import { Spotlight, type SpotlightActionData, type SpotlightActionGroupData } from '@mantine/spotlight';
import {
  IconArrowsExchange,
  IconBan,
  IconColumns3,
  IconListDetails,
  IconMail,
  IconMoon,
  IconPlus,
  IconSearch,
  IconSun,
  IconUpload,
  IconUser,
  IconUserPlus,
} from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { api } from '../api.ts';
import { ICON } from '../ui/icons.ts';
import { shortcutText } from '../ui/Shortcut.tsx';
import type { Commands } from './commands.ts';
import classes from './Palette.module.css';
import { paletteStore } from './palette-store.ts';
import { places } from './places.ts';
import { useWorkspaces } from './use-workspaces.ts';

type Action = SpotlightActionData;

/** Reaches every screen, every command, and any contact or campaign by a part of its name. */
export function Palette({ commands }: { commands: Commands }) {
  const [query, setQuery] = useState('');
  const found = useFound(query.trim());
  const fixed = useFixed(commands);
  const words = query.trim().toLowerCase().split(/\s+/);
  const matching = ({ actions, group }: SpotlightActionGroupData): SpotlightActionGroupData => ({
    group,
    actions: actions.filter(({ label = '', keywords = '' }) => {
      const text = `${label} ${keywords}`.toLowerCase();
      return words.every((word) => text.includes(word));
    }),
  });

  return (
    <Spotlight
      store={paletteStore}
      query={query}
      onQueryChange={setQuery}
      actions={[...fixed.map(matching), ...found].filter(({ actions }) => actions.length > 0)}
      // What is found was already chosen by the query, here or by the server.
      filter={(_query, actions) => actions}
      nothingFound="Nothing here has that name."
      shortcut={null}
      scrollable
      maxHeight={420}
      overlayProps={{ color: 'var(--veil)', backgroundOpacity: 1, blur: 0 }}
      transitionProps={{ duration: 100, transition: 'fade' }}
      attributes={{ content: { 'aria-label': 'Search and commands' } }}
      highlightQuery={false}
      classNames={{
        content: classes.content ?? '',
        search: classes.search ?? '',
        action: classes.action ?? '',
        actionDescription: classes.description ?? '',
        actionsList: classes.list ?? '',
        actionsGroup: classes.group ?? '',
      }}
      searchProps={{
        placeholder: 'Search and commands',
        'aria-label': 'Search and commands',
        leftSection: <IconSearch {...ICON} />,
      }}
    />
  );
}

function useFixed(commands: Commands): SpotlightActionGroupData[] {
  const navigate = useNavigate();
  const { setColorScheme } = useMantineColorScheme();
  const { workspaces, switchTo, create } = useWorkspaces();
  const action = (label: string, Icon: typeof IconPlus, onClick: () => void, more: Partial<Action> = {}): Action => ({
    id: label,
    label,
    leftSection: <Icon {...ICON} />,
    onClick,
    ...more,
  });
  const keys = (text: string) => ({ rightSection: <span className="faint small">{shortcutText(text)}</span> });
  return [
    {
      group: 'Do',
      actions: [
        action('New campaign', IconPlus, commands.newCampaign, { keywords: 'create write email letter', ...keys('mod+N') }),
        action('Import contacts', IconUpload, commands.importContacts, { keywords: 'csv file upload people', ...keys('mod+I') }),
        action('Add a contact', IconUserPlus, commands.addContact, { keywords: 'person new create' }),
        action('Light colours', IconSun, () => setColorScheme('light'), { keywords: 'theme mode' }),
        action('Dark colours', IconMoon, () => setColorScheme('dark'), { keywords: 'theme mode night' }),
        action('Colours as the system has them', IconSun, () => setColorScheme('auto'), { keywords: 'theme mode auto' }),
      ],
    },
    {
      group: 'Go to',
      actions: [
        ...places.map(({ label, icon, to, keywords = '' }, index) =>
          action(label, icon, () => void navigate({ to }), { keywords, ...keys(`mod+${index + 1}`) }),
        ),
        action('Lists', IconListDetails, () => void navigate({ to: '/contacts/lists' }), { keywords: 'contacts' }),
        action('Fields', IconColumns3, () => void navigate({ to: '/contacts/fields' }), { keywords: 'contacts attributes' }),
        action('Imports', IconUpload, () => void navigate({ to: '/contacts/imports' }), { keywords: 'contacts history rejects' }),
        action('Suppressed', IconBan, () => void navigate({ to: '/contacts/suppressed' }), {
          keywords: 'blocked unsubscribed bounced',
        }),
      ],
    },
    {
      group: 'Workspaces',
      actions: [
        ...workspaces
          .filter(({ current }) => !current)
          .map(({ id, name }) =>
            action(`Switch to ${name}`, IconArrowsExchange, () => switchTo(id), { id, keywords: 'workspace business' }),
          ),
        action('New workspace', IconPlus, () => void create(), { keywords: 'create business' }),
      ],
    },
  ];
}

function useFound(query: string): SpotlightActionGroupData[] {
  const navigate = useNavigate();
  const enabled = query.length >= 2;
  const { data } = useQuery({
    queryKey: ['contacts', 'palette', query],
    queryFn: async ({ signal }) => {
      const [contacts, campaigns] = await Promise.all([
        api.contacts.page({ search: query, limit: 6 }, { signal }),
        api.campaigns.page({ search: query, limit: 6 }, { signal }),
      ]);
      return { contacts: contacts.rows, campaigns: campaigns.rows };
    },
    enabled,
    throwOnError: false,
    placeholderData: keepPreviousData,
  });
  if (!enabled || !data) return [];
  return [
    {
      group: 'Campaigns',
      actions: data.campaigns.map(({ id, name, status }) => ({
        id: `campaign-${id}`,
        label: name,
        description: status,
        leftSection: <IconMail {...ICON} />,
        onClick: () =>
          void navigate({
            to: status === 'draft' || status === 'scheduled' ? '/campaigns/$id/audience' : '/campaigns/$id/report',
            params: { id },
          }),
      })),
    },
    {
      group: 'Contacts',
      actions: data.contacts.map(({ id, email, firstName, lastName }) => ({
        id: `contact-${id}`,
        label: `${firstName} ${lastName}`.trim() || email,
        description: email,
        leftSection: <IconUser {...ICON} />,
        onClick: () => void navigate({ to: '/contacts', search: { contact: id } }),
      })),
    },
  ];
}
