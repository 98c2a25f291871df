import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Segment } from '#shared/rpc/segments.ts';
import { api } from '../api.ts';
import { ask } from '../ui/ask.tsx';
import { confirm } from '../ui/confirm.tsx';
import { plural } from '../ui/format.ts';

/** What can be done with a segment besides changing its rule. */
export function useSegmentActions() {
  const queries = useQueryClient();
  const { mutate } = useMutation({
    mutationFn: (work: () => Promise<unknown>) => work(),
    onSettled: () => queries.invalidateQueries({ queryKey: ['segments'] }),
  });
  return {
    rename: async ({ id, name }: Segment) => {
      const changed = await ask({ title: `Rename ${name}`, label: 'Name', value: name, confirmLabel: 'Rename' });
      if (changed !== null) mutate(() => api.segments.change({ id, name: changed }));
    },
    duplicate: ({ id }: Segment) => mutate(() => api.segments.duplicate({ id })),
    freeze: async ({ id, name }: Segment) => {
      const day = new Date().toLocaleDateString('en-GB', { day: 'numeric', month: 'long', year: 'numeric' });
      const frozen = await ask({
        title: `Keep who is in ${name} now`,
        label: 'Name of the copy, which does not change by itself',
        value: `${name}, ${day}`,
        confirmLabel: 'Make the copy',
      });
      if (frozen !== null) mutate(() => api.segments.freeze({ id, name: frozen }));
    },
    remove: async ({ id, name }: Segment) => {
      const yes = await confirm({
        title: `Delete ${name}?`,
        body: 'The people stay; only the segment goes.',
        confirmLabel: 'Delete the segment',
        danger: true,
      });
      if (yes) mutate(() => api.segments.remove({ id }));
    },
  };
}

/** `2 campaigns, 1 segment`; empty where nothing uses it. */
export const usedInWords = ({ campaigns, segments }: Segment['usedBy']): string =>
  [
    ...(campaigns.length > 0 ? [plural(campaigns.length, 'campaign')] : []),
    ...(segments.length > 0 ? [plural(segments.length, 'segment')] : []),
  ].join(', ');
