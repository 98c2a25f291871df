import { api } from '../api.ts';

export const endpointsQuery = {
  queryKey: ['webhooks', 'all'],
  queryFn: ({ signal }: { signal: AbortSignal }) => api.webhooks.all({}, { signal }),
};

/** What holds for all webhooks of the workspace. */
export const webhookSettingsQuery = {
  queryKey: ['webhooks', 'settings'],
  queryFn: ({ signal }: { signal: AbortSignal }) => api.webhooks.settings({}, { signal }),
};

export const webhookTypesQuery = {
  queryKey: ['webhooks', 'types'],
  queryFn: ({ signal }: { signal: AbortSignal }) => api.webhooks.types({}, { signal }),
};
