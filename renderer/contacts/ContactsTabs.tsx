import { useQuery } from '@tanstack/react-query';
import { api } from '../api.ts';
import { segmentsQuery } from '../segments/queries.ts';
import { LinkTabs } from '../ui/Tabs.tsx';
import { useFields, useLists, useTags } from './queries.ts';

/** The rooms of Contacts. */
export function ContactsTabs() {
  const { data: lists } = useLists();
  const { data: segments } = useQuery(segmentsQuery);
  const { data: fields } = useFields();
  const { data: tags } = useTags();
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
        { label: 'Segments', to: '/contacts/segments', count: segments?.length },
        { label: 'Fields', to: '/contacts/fields', count: fields?.length },
        { label: 'Tags', to: '/contacts/tags', count: tags?.length },
        { label: 'Imports', to: '/contacts/imports' },
        { label: 'Suppressed', to: '/contacts/suppressed', count: suppressed },
      ]}
    />
  );
}
