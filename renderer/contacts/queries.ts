import { useQuery } from '@tanstack/react-query';
import { api } from '../api.ts';

export const useLists = () => useQuery({ queryKey: ['lists'], queryFn: ({ signal }) => api.lists.all({}, { signal }) });
export const useFields = () => useQuery({ queryKey: ['fields'], queryFn: ({ signal }) => api.fields.all({}, { signal }) });
export const useTags = () => useQuery({ queryKey: ['tags'], queryFn: ({ signal }) => api.tags.all({}, { signal }) });
export const useContact = (id: string) =>
  useQuery({
    queryKey: ['contacts', 'one', id],
    queryFn: ({ signal }) => api.contacts.get({ id }, { signal }),
    // A contact may be deleted while its panel is open; the panel says so itself.
    throwOnError: false,
    retry: false,
  });
