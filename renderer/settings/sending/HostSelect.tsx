import { type ComboboxItem, Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { searchPresets } from '#shared/delivery/find-preset.ts';
import { presets } from '#shared/delivery/presets.ts';
import { api } from '../../api.ts';
import { OTHER } from './transport-values.ts';

const options: ComboboxItem[] = [
  { value: OTHER, label: 'Another host' },
  ...presets.map(({ id, name }) => ({ value: id, label: name })),
];
const ADDRESS = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;

type Props = {
  value: string | null;
  error: string | undefined;
  /** `typed` is what was searched with: an address says more than the host's name. */
  onChoose: (presetId: string, typed: string) => void;
};

/** Whose mail account it is: found by name, or by an address at it. */
export function HostSelect({ value, error, onChoose }: Props) {
  const [search, setSearch] = useState('');
  const [address] = useDebouncedValue(search.trim(), 350);
  // Of an address at a domain of one's own only the domain's mail servers tell whose it is.
  const recognised = useQuery({
    queryKey: ['mail-host', address],
    queryFn: ({ signal }) => api.transports.recognise({ address }, { signal }),
    enabled: ADDRESS.test(address),
    staleTime: Number.POSITIVE_INFINITY,
    throwOnError: false,
  }).data?.presetId;
  const matches = (text: string): ComboboxItem[] => {
    const chosen = value === null ? undefined : options.find((option) => option.value === value);
    if (text.trim() === '' || text === chosen?.label) return options;
    const found = searchPresets(text).map(({ id }) => id);
    if (text.trim() === address && recognised && !found.includes(recognised)) found.push(recognised);
    return [...found, OTHER].flatMap((id) => options.find((option) => option.value === id) ?? []);
  };
  return (
    <Select
      label="Mail host"
      description="Type its name, or your email address there."
      placeholder="Gmail, Microsoft 365, you@hearth.example …"
      data={options}
      value={value}
      searchable
      searchValue={search}
      onSearchChange={setSearch}
      filter={({ search: text }) => matches(text)}
      onChange={(id) => id && onChoose(id, ADDRESS.test(search.trim()) ? search.trim() : '')}
      allowDeselect={false}
      selectFirstOptionOnChange
      maxDropdownHeight={260}
      error={error}
      data-autofocus
    />
  );
}
