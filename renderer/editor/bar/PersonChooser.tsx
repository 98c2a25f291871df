import { Button, Combobox, Loader, useCombobox } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconSelector } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../api.ts';
import { awkwardWords, useAwkward } from '../../campaigns/preview/awkward.ts';
import { SMALL_ICON } from '../../ui/icons.ts';
import { useEditor, useSession } from '../store/context.ts';
import classes from './TopBar.module.css';

const NOBODY = '';
const SHOWN = 20;

/** Whose message is shown: a contact's, or nobody's, where merge tags stand as they are written. */
export function PersonChooser() {
  const person = useEditor((state) => state.person);
  const look = useEditor((state) => state.look);
  const { campaign } = useSession();
  const [text, setText] = useState('');
  const [search] = useDebouncedValue(text, 180);
  const [opened, setOpened] = useState(false);
  const combobox = useCombobox({
    onDropdownOpen: () => {
      setOpened(true);
      combobox.focusSearchInput();
    },
    onDropdownClose: () => {
      setOpened(false);
      setText('');
      combobox.resetSelectedOption();
      combobox.focusTarget();
    },
  });
  const found = useQuery({
    queryKey: ['contacts', 'chooser', search],
    queryFn: ({ signal }) => api.contacts.page({ search, offset: 0, limit: SHOWN, sort: 'name', descending: false }, { signal }),
    enabled: opened,
    placeholderData: keepPreviousData,
    throwOnError: false,
  });
  const awkward = useAwkward(opened ? campaign.id : null);
  const hard = search === '' ? awkward : [];
  const rows = (found.data?.rows ?? []).map(({ id, email, firstName, lastName }) => ({
    id,
    email,
    name: `${firstName} ${lastName}`.trim() || email,
  }));
  const others = rows.filter(({ id }) => !hard.some((one) => one.id === id));

  return (
    <Combobox
      store={combobox}
      width={280}
      position="bottom-end"
      onOptionSubmit={(id) => {
        look({ person: [...hard, ...rows].find((row) => row.id === id) ?? null });
        combobox.closeDropdown();
      }}
    >
      <Combobox.Target targetType="button">
        <Button
          className={classes.person ?? ''}
          rightSection={<IconSelector {...SMALL_ICON} />}
          onClick={() => combobox.toggleDropdown()}
          title="Whose message is shown"
        >
          as {person?.name ?? 'no one'}
        </Button>
      </Combobox.Target>
      <Combobox.Dropdown>
        <Combobox.Search
          value={text}
          onChange={(event) => {
            setText(event.currentTarget.value);
            combobox.resetSelectedOption();
          }}
          aria-label="Search contacts"
          placeholder="Search contacts"
          rightSection={found.isFetching ? <Loader size="xs" /> : null}
        />
        <Combobox.Options mah={280} style={{ overflowY: 'auto' }} aria-label="Contacts">
          {!search && (
            <Combobox.Option value={NOBODY} active={!person}>
              no one<span className={classes.email}>merge tags show themselves</span>
            </Combobox.Option>
          )}
          {hard.length > 0 && (
            <Combobox.Group label="The most awkward ones">
              {hard.map(({ id, name, why }) => (
                <Combobox.Option key={id} value={id} active={id === person?.id}>
                  {name}
                  <span className={classes.email}>{awkwardWords[why]}</span>
                </Combobox.Option>
              ))}
            </Combobox.Group>
          )}
          <Combobox.Group label={hard.length > 0 ? 'Others' : ''}>
            {others.map((row) => (
              <Combobox.Option key={row.id} value={row.id} active={row.id === person?.id}>
                {row.name}
                {row.name !== row.email && <span className={classes.email}>{row.email}</span>}
              </Combobox.Option>
            ))}
          </Combobox.Group>
          {found.data && rows.length === 0 && <Combobox.Empty>No contact like this.</Combobox.Empty>}
          {found.error && <Combobox.Empty>{found.error.message}</Combobox.Empty>}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  );
}
