import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '../api.ts';
import { toast } from '../ui/toasts.ts';

export type Settings = Awaited<ReturnType<typeof api.settings.get>>;
type Change = Parameters<typeof api.settings.change>[0];

/** Writes settings and says so. */
export function useSaveSettings(said: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (change: Change) => api.settings.change(change),
    onSuccess: async () => {
      await queries.invalidateQueries({ predicate: ({ queryKey }) => ['settings', 'app', 'home'].includes(String(queryKey[0])) });
      toast(said);
    },
  });
}
