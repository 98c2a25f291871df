import { queryOptions } from '@tanstack/react-query';
import type { Group } from '#shared/schema/rule.ts';
import { api } from '../api.ts';

export const segmentsQuery = queryOptions({
  queryKey: ['segments', 'all'],
  queryFn: ({ signal }) => api.segments.all({}, { signal }),
});

export const segmentQuery = (id: string) =>
  queryOptions({
    queryKey: ['segments', 'one', id],
    queryFn: ({ signal }) => api.segments.get({ id }, { signal }),
    throwOnError: false,
    retry: false,
  });

/** A rule may name what is gone by now; whoever shows the number says so. */
export const countQuery = (rule: Group) =>
  queryOptions({
    queryKey: ['segments', 'count', rule],
    queryFn: ({ signal }) => api.segments.count({ rule }, { signal }),
    throwOnError: false,
    retry: false,
  });

export const previewQuery = (rule: Group) =>
  queryOptions({
    queryKey: ['segments', 'preview', rule],
    queryFn: ({ signal }) => api.segments.preview({ rule }, { signal }),
    throwOnError: false,
    retry: false,
  });

export const eventNamesQuery = queryOptions({
  queryKey: ['segments', 'event-names'],
  queryFn: ({ signal }) => api.segments.eventNames({}, { signal }),
});

export const linksQuery = (campaignId: string) =>
  queryOptions({
    queryKey: ['segments', 'links', campaignId],
    queryFn: ({ signal }) => api.segments.links({ campaignId }, { signal }),
  });

/** The campaigns that a condition may be about: the latest first. */
export const sentCampaignsQuery = queryOptions({
  queryKey: ['campaigns', 'for-segments'],
  queryFn: async ({ signal }) =>
    (await api.campaigns.page({ limit: 500 }, { signal })).rows.filter(({ status }) => status !== 'draft'),
});

export const importsQuery = queryOptions({
  queryKey: ['imports', 'for-segments'],
  queryFn: ({ signal }) => api.imports.all({}, { signal }),
});

/** Everybody of a segment, as a rule. */
export const ruleOfSegment = (segmentId: string): Group => ({
  kind: 'group',
  match: 'all',
  rules: [{ kind: 'segment', segmentId, in: true }],
});
