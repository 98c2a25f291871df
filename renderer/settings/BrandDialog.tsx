import { Modal } from '@mantine/core';
import type { Brand } from '#shared/rpc/content.ts';
import { BrandForm } from './BrandForm.tsx';

type Props = { open: { brand?: Brand | undefined } | null; onDone: (id: string) => void; onClose: () => void };

export function BrandDialog({ open, onDone, onClose }: Props) {
  return (
    <Modal centered opened={open !== null} onClose={onClose} title={open?.brand ? 'Change the sender' : 'New sender'} size={560}>
      {open && <BrandForm brand={open.brand} onDone={onDone} onCancel={onClose} />}
    </Modal>
  );
}
