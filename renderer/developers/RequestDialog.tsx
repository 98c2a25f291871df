import { Modal } from '@mantine/core';
import type { ApiRequest } from '#shared/rpc/audit.ts';
import { Body } from './DeliveryDialog.tsx';
import classes from './Log.module.css';

/** One request: what was asked and answered, without what is private. */
export function RequestDialog({ request, onClose }: { request: ApiRequest | null; onClose: () => void }) {
  return (
    <Modal
      centered
      opened={request !== null}
      onClose={onClose}
      title={request ? `${request.method} ${request.path}` : ''}
      size={680}
    >
      {request && (
        <>
          <p className={`${classes.about} faint small`}>Addresses and secrets are left out. Long bodies are not kept.</p>
          {request.asked !== '' && <Body title="Asked" text={request.asked} />}
          <Body title={`Answered ${request.status}`} text={request.answered || 'no text, or a long one'} />
        </>
      )}
    </Modal>
  );
}
