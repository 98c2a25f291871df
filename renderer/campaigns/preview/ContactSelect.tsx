import { Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ContactRow } from '#shared/rpc/contacts.ts';
import { api } from '../../api.ts';

const NOBODY = '';

export const nameOf = (contact: Pick<ContactRow, 'email' | 'firstName' | 'lastName'>): string =>
  `${contact.firstName} ${contact.lastName}`.trim() || contact.email;

type Props = {
  label: string;
  /** What it means that nobody is chosen. */
  emptyLabel: string;
  value: string | null;
  onChange: (contactId: string | null) => void;
  hideLabel?: boolean;
};

/** Chooses one contact by a part of the name or address. */
export function ContactSelect({ label, emptyLabel, value, onChange, hideLabel = false }: Props) {
  const [typed, setTyped] = useState('');
  const [search] = useDebouncedValue(typed, 180);
  const found = useQuery({
    queryKey: ['contacts', 'page', { search, limit: 20 }],
    queryFn: ({ signal }) => api.contacts.page({ search, limit: 20 }, { signal }),
    placeholderData: keepPreviousData,
  });
  const chosen = useQuery({
    queryKey: ['contacts', 'get', value],
    queryFn: ({ signal }) => api.contacts.get({ id: value ?? '' }, { signal }),
    enabled: value !== null,
    throwOnError: false,
  });
  const option = (contact: Pick<ContactRow, 'id' | 'email' | 'firstName' | 'lastName'>) => ({
    value: contact.id,
    label: nameOf(contact),
    email: contact.email,
  });
  const options = (found.data?.rows ?? []).map(option);
  const emails = new Map(options.map((one) => [one.value, one.email]));
  if (chosen.data && !options.some((one) => one.value === value)) options.unshift(option(chosen.data));

  return (
    <Select
      {...(hideLabel ? { 'aria-label': label } : { label })}
      searchable
      nothingFoundMessage="Nobody by that name or address"
      data={[{ value: NOBODY, label: emptyLabel }, ...options]}
      renderOption={({ option: one }) => (
        <div>
          {one.label}
          {emails.get(one.value) !== one.label && <div className="faint small">{emails.get(one.value)}</div>}
        </div>
      )}
      // The search has been done where the contacts are; by what it matched, the label need not show.
      filter={({ options: all }) => all}
      value={value ?? NOBODY}
      onChange={(next) => onChange(next || null)}
      onSearchChange={(text) => setTyped(options.some((one) => one.label === text) || text === emptyLabel ? '' : text)}
      allowDeselect={false}
    />
  );
}
