import type { Dialect } from '#shared/schema/words.ts';

type Served = {
  dialect: Dialect;
  title: string;
  about: string;
  /** Beneath the address of the local server. */
  prefix: string;
  kinds: readonly ('secret' | 'public')[];
  /** A first call that changes nothing. */
  example: (facts: { baseUrl: string; key: string }) => string;
};

/** The APIs that the local server speaks, in the order in which they are shown. */
export const servedDialects: readonly Served[] = [
  {
    dialect: 'plume',
    title: 'Plume',
    about: 'Brands, lists, subscribers and campaigns, with sending and reports.',
    prefix: '/plume',
    kinds: ['secret'],
    example: ({ baseUrl, key }) => `curl ${baseUrl}/api/lists \\\n  -H 'Authorization: Bearer ${key}'`,
  },
  {
    dialect: 'pulsemail',
    title: 'PulseMail',
    about: 'Lists, subscribers, templates, segments, campaigns and sends, with an event feed and signed webhooks.',
    prefix: '/pulsemail',
    kinds: ['secret'],
    example: ({ baseUrl, key }) => `curl ${baseUrl}/api/v1/me \\\n  -H 'Authorization: Bearer ${key}'`,
  },
];

export const titleOf = (dialect: Dialect): string => servedDialects.find((one) => one.dialect === dialect)?.title ?? dialect;
