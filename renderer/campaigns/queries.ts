import { queryOptions } from '@tanstack/react-query';
import type { Audience } from '#shared/rpc/campaigns.ts';
import { api } from '../api.ts';

/**
 * What the campaign pages ask. The first word of a key is the noun whose changes make the answer stale; an answer
 * that mixes nouns is asked again with the first.
 */
export const campaignQuery = (id: string) =>
  queryOptions({ queryKey: ['campaigns', 'get', id], queryFn: ({ signal }) => api.campaigns.get({ id }, { signal }) });

export const reviewQuery = (id: string) =>
  queryOptions({ queryKey: ['campaigns', 'review', id], queryFn: ({ signal }) => api.campaigns.review({ id }, { signal }) });

export const attachmentsQuery = (id: string) =>
  queryOptions({
    queryKey: ['campaigns', 'attachments', id],
    queryFn: ({ signal }) => api.campaigns.attachments({ id }, { signal }),
  });

export const reportQuery = (id: string) =>
  queryOptions({ queryKey: ['campaigns', 'report', id], queryFn: ({ signal }) => api.campaigns.report({ id }, { signal }) });

export const reasonsQuery = (sendId: string) =>
  queryOptions({
    queryKey: ['sends', 'reasons', sendId],
    queryFn: ({ signal }) => api.sends.reasons({ id: sendId }, { signal }),
  });

/** Contacts, lists and suppressions move the number, so it is asked under the first of them. */
export const audienceQuery = (audience: Audience) =>
  queryOptions({
    queryKey: ['contacts', 'audience', audience],
    queryFn: ({ signal }) => api.campaigns.countAudience({ audience }, { signal }),
  });

export const listsQuery = queryOptions({ queryKey: ['lists', 'all'], queryFn: ({ signal }) => api.lists.all({}, { signal }) });
export const tagsQuery = queryOptions({ queryKey: ['tags', 'all'], queryFn: ({ signal }) => api.tags.all({}, { signal }) });
export const brandsQuery = queryOptions({ queryKey: ['brands', 'all'], queryFn: ({ signal }) => api.brands.all({}, { signal }) });
export const transportsQuery = queryOptions({
  queryKey: ['transports', 'all'],
  queryFn: ({ signal }) => api.transports.all({}, { signal }),
});
export const settingsQuery = queryOptions({
  queryKey: ['settings', 'get'],
  queryFn: ({ signal }) => api.settings.get({}, { signal }),
});
export const templatesQuery = queryOptions({
  queryKey: ['templates', 'all'],
  queryFn: ({ signal }) => api.templates.all({}, { signal }),
});
