import { useQuery } from '@tanstack/react-query';
import type { FieldUsage } from '#shared/rpc/fields.ts';
import { api } from '../api.ts';
import { plural } from '../ui/format.ts';

/** Names of what a field is used in. */
export const useFieldUsage = (id: string) =>
  useQuery({
    queryKey: ['fields', 'usage', id],
    queryFn: ({ signal }) => api.fields.usage({ id }, { signal }),
    // The field may be deleted meanwhile.
    throwOnError: false,
  });

/** `2 segments, 1 campaign`; null for nothing. */
export function usageWords({ segments, campaigns, templates }: FieldUsage): string | null {
  const parts = [
    segments.length > 0 && plural(segments.length, 'segment'),
    campaigns.length > 0 && plural(campaigns.length, 'campaign'),
    templates.length > 0 && plural(templates.length, 'template'),
  ].filter((part) => part !== false);
  return parts.length === 0 ? null : parts.join(', ');
}
