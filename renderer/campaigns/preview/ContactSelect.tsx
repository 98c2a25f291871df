import { Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ContactRow } from '#shared/rpc/contacts.ts';
import { api } from '../../api.ts';
import { awkwardWords, useAwkward } from './awkward.ts';

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
  /** The campaign whose most awkward recipients are offered first. */
  campaignId?: string;
};

/** Chooses one contact by a part of the name or address. */
export function ContactSelect({ label, emptyLabel, value, onChange, hideLabel = false, campaignId }: Props) {
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
  const awkward = useAwkward(campaignId ?? null);
  const option = (contact: Pick<ContactRow, 'id' | 'email' | 'firstName' | 'lastName'>) => ({
    value: contact.id,
    label: nameOf(contact),
    email: contact.email,
  });
  const options = (found.data?.rows ?? []).map(option);
  const hard = typed === '' ? awkward : [];
  const hints = new Map([
    ...options.map((one) => [one.value, one.email] as const),
    ...hard.map(({ id, why }) => [id, awkwardWords[why]] as const),
  ]);
  if (chosen.data && !options.some((one) => one.value === value)) options.unshift(option(chosen.data));

  return (
    <Select
      {...(hideLabel ? { 'aria-label': label } : { label })}
      searchable
      nothingFoundMessage="Nobody by that name or address"
      data={[
        { value: NOBODY, label: emptyLabel },
        ...(hard.length > 0
          ? [
              { group: 'The most awkward ones', items: hard.map(({ id, name }) => ({ value: id, label: name })) },
              { group: 'Others', items: options.filter(({ value: id }) => !hard.some((one) => one.id === id)) },
            ]
          : options),
      ]}
      renderOption={({ option: one }) => (
        <div>
          {one.label}
          {hints.get(one.value) !== one.label && <div className="faint small">{hints.get(one.value)}</div>}
        </div>
      )}
      // The search has been done where the contacts are; by what it matched, the label need not show.
      filter={({ options: all }) => all}
      value={value ?? NOBODY}
      onChange={(next) => onChange(next || null)}
      onSearchChange={(text) =>
        setTyped(
          [...options, ...hard.map(({ name }) => ({ label: name }))].some((one) => one.label === text) || text === emptyLabel
            ? ''
            : text,
        )
      }
      allowDeselect={false}
    />
  );
}
