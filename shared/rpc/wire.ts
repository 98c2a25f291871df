import type { ErrorFacts } from '../schema/errors.ts';

/** What goes from the renderer to the main process. `id` counts up on each connection. */
export type Request = { id: number; call: string; input: unknown } | { id: number; cancel: true };

/** What comes back: one `value` for a call; any number of `next`, then `done`, for a stream; or an `error`. */
export type Reply =
  | { id: number; value: unknown }
  | { id: number; next: unknown }
  | { id: number; done: true }
  | { id: number; error: ErrorFacts };

/** A way to carry messages, whatever is beneath: a MessagePort or a WebSocket. */
export type Channel = {
  send: (message: unknown) => void;
  onMessage: (listener: (message: unknown) => void) => void;
  onClose: (listener: () => void) => void;
  close: () => void;
};
