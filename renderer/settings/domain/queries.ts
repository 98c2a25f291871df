import { queryOptions } from '@tanstack/react-query';
import { api } from '../../api.ts';

/** What was last found out about each domain; asks no DNS. Brands are announced when one was checked. */
export const checksQuery = queryOptions({
  queryKey: ['brands', 'domains'],
  queryFn: ({ signal }) => api.domains.all({}, { signal }),
});

/** Asks the DNS, so it is asked when a person wants it and never by itself. */
export const checkQuery = (brandId: string) =>
  queryOptions({
    queryKey: ['domain-check', brandId],
    queryFn: ({ signal }) => api.domains.check({ brandId }, { signal }),
    gcTime: 0,
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnReconnect: false,
    retry: false,
    throwOnError: false,
  });

export const resolverQuery = queryOptions({
  queryKey: ['settings', 'resolver'],
  queryFn: ({ signal }) => api.domains.settings({}, { signal }),
});
