import { notifications } from '@mantine/notifications';
import { RpcError } from '#shared/rpc/client.ts';

/** A short word on what has just happened. */
export const toast = (message: string, title?: string): void => {
  notifications.show({ message, ...(title ? { title } : {}), color: 'gray', autoClose: 4000, withCloseButton: true });
};

/** What went wrong, in the words of whoever refused it; stays until it has been read. */
export const toastError = (error: unknown): void => {
  if (error instanceof RpcError && error.kind === 'cancelled') return;
  const message = error instanceof Error ? error.message : String(error);
  // One id per message, so that the same trouble ten times over is one toast.
  notifications.hide(message);
  notifications.show({ id: message, message, color: 'red', autoClose: 12_000, withCloseButton: true, role: 'alert' });
};
