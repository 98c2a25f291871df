import { useQuery } from '@tanstack/react-query';
import { api } from '../api.ts';
import { LinkTabs } from '../ui/Tabs.tsx';
import { useFields, useLists } from './queries.ts';

/** The rooms of Contacts. */
export function ContactsTabs() {
  const { data: lists } = useLists();
  const { data: fields } = useFields();
  const { data: suppressed } = useQuery({
    queryKey: ['suppressions', 'total'],
    queryFn: async () => (await api.suppressions.page({ limit: 1 })).total,
    throwOnError: false,
  });
  return (
    <LinkTabs
      label="Contacts"
      tabs={[
        { label: 'People', to: '/contacts' },
        { label: 'Lists', to: '/contacts/lists', count: lists?.length },
        { label: 'Fields', to: '/contacts/fields', count: fields?.length },
        { label: 'Imports', to: '/contacts/imports' },
        { label: 'Suppressed', to: '/contacts/suppressed', count: suppressed },
      ]}
    />
  );
}
