import { Button } from '@mantine/core';
import { IconAlertCircle } from '@tabler/icons-react';
import { useQueryErrorResetBoundary } from '@tanstack/react-query';
import { type ErrorComponentProps, useRouter } from '@tanstack/react-router';
import { RpcError } from '#shared/rpc/client.ts';
import { EmptyState } from '../ui/EmptyState.tsx';
import { Page } from '../ui/Page.tsx';
import { ScreenNotRead } from './screens.tsx';

/** What a screen becomes when it cannot be shown; the rest of the app goes on. */
export function RouteError({ error, reset }: ErrorComponentProps) {
  const router = useRouter();
  const queries = useQueryErrorResetBoundary();
  const gone = error instanceof RpcError && error.kind === 'not-found';
  const again = () => {
    if (error instanceof ScreenNotRead) return window.location.reload();
    queries.reset();
    reset();
    void router.invalidate();
  };
  return (
    <Page title={gone ? 'Not here' : 'This did not work'}>
      <EmptyState
        icon={IconAlertCircle}
        title={gone ? 'What you are looking for is gone' : 'The screen could not be shown'}
        actions={
          <>
            <Button variant="filled" onClick={again}>
              Try again
            </Button>
            <Button onClick={() => router.history.back()}>Back</Button>
          </>
        }
      >
        {error instanceof Error ? error.message : String(error)}
      </EmptyState>
    </Page>
  );
}
