import { useMutation, useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useCallback } from 'react';
import type { WorkspaceEntry } from '#shared/rpc/access.ts';
import { api } from '../api.ts';
import { ask } from '../ui/ask.tsx';

const NONE: WorkspaceEntry[] = [];

export function useWorkspaces() {
  const navigate = useNavigate();
  const { data: workspaces = NONE } = useQuery({
    queryKey: ['workspaces'],
    queryFn: () => api.app.workspaces({}),
    throwOnError: false,
    // Windows of other workspaces may have made or renamed one.
    staleTime: 0,
  });
  const { mutate } = useMutation({
    mutationFn: async (find: () => Promise<{ id: string }> | { id: string }) => {
      const { id } = await find();
      // Leaving the screen writes what is edited on it, into the workspace that it belongs to.
      await navigate({ to: '/home' });
      await api.app.switchWorkspace({ id });
      // Nothing that the page holds is of the other workspace, so it begins anew.
      window.location.reload();
    },
  });

  const switchTo = useCallback((id: string) => mutate(() => ({ id })), [mutate]);
  const create = useCallback(async () => {
    const name = await ask({
      title: 'New workspace',
      label: 'Name',
      placeholder: 'Your other business',
      confirmLabel: 'Make the workspace',
    });
    if (name !== null) mutate(() => api.app.createWorkspace({ name }));
  }, [mutate]);

  return { workspaces, switchTo, create };
}
