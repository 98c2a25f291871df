/** What may have changed; names the noun, never the rows. Screens ask again for what they show. */
export type Topic =
  | 'contacts'
  | 'lists'
  | 'segments'
  | 'fields'
  | 'tags'
  | 'suppressions'
  | 'imports'
  | 'bulk'
  | 'brands'
  | 'media'
  | 'templates'
  | 'savedBlocks'
  | 'versions'
  | 'campaigns'
  | 'sends'
  | 'messages'
  | 'transports'
  | 'inbox'
  | 'mailboxes'
  | 'sesEvents'
  | 'keys'
  | 'webhooks'
  | 'audit'
  | 'requests'
  | 'settings'
  | 'workspaces';

export type Changes = {
  announce: (...topics: Topic[]) => void;
  /** Returns what ends the subscription. */
  subscribe: (listener: (topics: readonly Topic[]) => void) => () => void;
};

export function createChanges(): Changes {
  const listeners = new Set<(topics: readonly Topic[]) => void>();
  return {
    announce: (...topics) => {
      for (const listener of listeners) listener(topics);
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}
