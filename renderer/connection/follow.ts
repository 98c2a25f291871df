import { RpcError } from '#shared/rpc/client.ts';

const AGAIN_MS = 300;

/** Listens to a stream, and again after a lost connection, until it ends, fails, or is stopped. Returns what stops it. */
export function follow<Value>(
  start: (signal: AbortSignal) => AsyncIterable<Value>,
  on: (value: Value) => void,
  onError?: (error: unknown) => void,
): () => void {
  const controller = new AbortController();
  const listen = async (): Promise<void> => {
    try {
      for await (const value of start(controller.signal)) {
        if (controller.signal.aborted) return;
        on(value);
      }
    } catch (error) {
      if (controller.signal.aborted) return;
      if (error instanceof RpcError && error.kind === 'closed') setTimeout(() => void listen(), AGAIN_MS);
      else onError?.(error);
    }
  };
  void listen();
  return () => controller.abort();
}
