/** A request to the local server as it was answered. */
export type LoggedRequest = {
  id: string;
  at: number;
  dialect: string;
  method: string;
  /** Without what stands behind the question mark. */
  path: string;
  status: number;
  ms: number;
  /** Of the key; empty where there was none that is known. */
  keyId: string;
  /** As they came and went, or null where they are long or not JSON. Shown only by way of `redacted`. */
  asked: unknown;
  answered: string | null;
};

const MOST = 200;
const TELL_MS = 500;

/** The last requests, newest first, in memory only: they are for whoever writes a script at this moment. */
export function createRequestLog(announce: () => void) {
  let kept: LoggedRequest[] = [];
  let telling = false;
  return {
    note: (request: LoggedRequest): void => {
      kept.push(request);
      if (kept.length > MOST * 2) kept = kept.slice(-MOST);
      if (telling) return;
      telling = true;
      setTimeout(() => {
        telling = false;
        announce();
      }, TELL_MS).unref();
    },
    all: (): LoggedRequest[] => kept.slice(-MOST).reverse(),
  };
}
