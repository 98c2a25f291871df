import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useMemo } from 'react';
import { api } from '../api.ts';

/** What can be done from anywhere: by the palette, by keys, by the native menu. */
export type Commands = {
  newCampaign: () => void;
  importContacts: () => void;
  addContact: () => void;
  settings: () => void;
};

export function useCommands(): Commands {
  const navigate = useNavigate();
  const newCampaign = useNewCampaign();
  return useMemo(
    () => ({
      newCampaign,
      importContacts: () => void navigate({ to: '/contacts/import' }),
      addContact: () => void navigate({ to: '/contacts', search: { contact: 'new' } }),
      settings: () => void navigate({ to: '/settings' }),
    }),
    [navigate, newCampaign],
  );
}

/** Makes a draft and goes to it. */
export function useNewCampaign(): () => void {
  const navigate = useNavigate();
  const queries = useQueryClient();
  const { mutate } = useMutation({
    mutationFn: () => api.campaigns.create({}),
    onSuccess: ({ id }) => {
      void queries.invalidateQueries({ queryKey: ['campaigns'] });
      return navigate({ to: '/campaigns/$id/audience', params: { id } });
    },
  });
  return useMemo(() => () => mutate(), [mutate]);
}
