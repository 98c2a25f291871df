import { Modal } from '@mantine/core';
import type { Editing } from './editing.ts';
import { TransportForm } from './TransportForm.tsx';
import { kindWords } from './words.ts';

type Props = {
  editing: Editing | null;
  onClose: () => void;
  /** The account is checked next. */
  onSaved: (saved: { id: string; name: string }) => void;
};

export function TransportDialog({ editing, onClose, onSaved }: Props) {
  const title = editing?.transport ? `Change ${editing.transport.name}` : editing ? `Connect ${kindWords[editing.kind]}` : '';
  return (
    <Modal centered opened={editing !== null} onClose={onClose} title={title} size={560}>
      {editing && <TransportForm editing={editing} onCancel={onClose} onSaved={onSaved} />}
    </Modal>
  );
}
