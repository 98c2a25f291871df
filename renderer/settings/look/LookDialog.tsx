import { Modal } from '@mantine/core';
import type { Brand } from '#shared/rpc/content.ts';
import { LookForm } from './LookForm.tsx';

export function LookDialog({ brand, onClose }: { brand: Brand | null; onClose: () => void }) {
  return (
    <Modal centered opened={brand !== null} onClose={onClose} title={brand ? `How ${brand.name} looks` : ''} size={820}>
      {brand && <LookForm brand={brand} onClose={onClose} />}
    </Modal>
  );
}
