import { MutationCache, QueryClient } from '@tanstack/react-query';
import { RpcError } from '#shared/rpc/client.ts';
import { toastError } from '../ui/toasts.ts';

const isClosed = (error: Error) => error instanceof RpcError && error.kind === 'closed';

declare module '@tanstack/react-query' {
  interface Register {
    mutationMeta: {
      /** The screen shows the error itself. */
      quiet?: boolean;
    };
  }
}

/**
 * Everything is on this computer: nothing waits for a network, and answers stay good until a change is announced.
 * The first failure of a screen's question goes to its error boundary; later ones keep what is shown.
 */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      networkMode: 'always',
      staleTime: 60_000,
      refetchOnWindowFocus: false,
      retry: (times, error) => isClosed(error) && times < 20,
      retryDelay: 500,
      throwOnError: (_error, query) => query.state.data === undefined,
    },
    mutations: { networkMode: 'always' },
  },
  mutationCache: new MutationCache({
    onError: (error, _variables, _context, mutation) => {
      if (!mutation.meta?.quiet) toastError(error);
    },
  }),
});
