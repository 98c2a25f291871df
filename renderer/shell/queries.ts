import { useQuery } from '@tanstack/react-query';
import { api } from '../api.ts';

export const useHome = () => useQuery({ queryKey: ['home'], queryFn: ({ signal }) => api.home.get({}, { signal }) });

export const useAppInfo = () => useQuery({ queryKey: ['app', 'info'], queryFn: () => api.app.info({}), throwOnError: false });

export const useUnread = () =>
  useQuery({
    queryKey: ['inbox', 'unread'],
    queryFn: async () => (await api.inbox.page({ limit: 1 })).unread,
    throwOnError: false,
  });
