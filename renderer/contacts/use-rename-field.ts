import { useMutation, useQueryClient } from '@tanstack/react-query';
import { fieldMergeTag } from '#shared/content/merge-tags.ts';
import type { Field } from '#shared/rpc/fields.ts';
import { api } from '../api.ts';
import { ask } from '../ui/ask.tsx';
import { toast } from '../ui/toasts.ts';

/** Asks for another name of a field. What designs call it stays, so that none of them breaks. */
export function useRenameField(): (field: Field) => Promise<void> {
  const queries = useQueryClient();
  const { mutate } = useMutation({
    mutationFn: ({ id, label }: { id: string; label: string; key: string }) => api.fields.change({ id, label }),
    onSuccess: (_, { label, key }) => toast(`It is called ${label} now. In designs it stays ${fieldMergeTag(key)}.`),
    onSettled: () => queries.invalidateQueries({ queryKey: ['fields'] }),
  });
  return async ({ id, key, label: now }) => {
    const label = await ask({ title: `Rename ${now}`, label: 'Name', value: now, confirmLabel: 'Rename', maxLength: 80 });
    if (label !== null && label !== now) mutate({ id, label, key });
  };
}
