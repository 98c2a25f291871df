import { Modal } from '@mantine/core';
import type { Mailbox } from '#shared/rpc/feedback.ts';
import { MailboxForm } from './MailboxForm.tsx';

type Props = {
  open: { mailbox?: Mailbox } | null;
  onClose: () => void;
  /** The mailbox is tested next. */
  onSaved: (saved: { id: string; address: string }) => void;
};

export function MailboxDialog({ open, onClose, onSaved }: Props) {
  const title = open?.mailbox ? `Change ${open.mailbox.address}` : 'Connect a mailbox';
  return (
    <Modal centered opened={open !== null} onClose={onClose} title={title} size={560}>
      {open && <MailboxForm mailbox={open.mailbox} onCancel={onClose} onSaved={onSaved} />}
    </Modal>
  );
}
