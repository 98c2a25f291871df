import { Modal } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { api } from '../../api.ts';
import { Loading } from '../../ui/Loading.tsx';
import { ListSettingsForm } from './ListSettingsForm.tsx';

type Props = { list: { id: string; name: string }; onClose: () => void };

/** How a list appears to the people in it, and how they come into it. */
export function ListSettingsDialog({ list, onClose }: Props) {
  const { data } = useQuery({
    queryKey: ['lists', 'settings', list.id],
    queryFn: ({ signal }) => api.listSettings.get({ id: list.id }, { signal }),
    // What is being typed is not taken away by what changes elsewhere.
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
  return (
    <Modal centered opened onClose={onClose} title={`Settings of ${list.name}`} size={860}>
      {data ? <ListSettingsForm id={list.id} settings={data} onClose={onClose} /> : <Loading />}
    </Modal>
  );
}
