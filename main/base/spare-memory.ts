import { setFlagsFromString } from 'node:v8';

let users = 0;

/**
 * From now on, until what comes back is called, memory matters more than a little time. For work that makes much garbage
 * out of little that lasts, such as an import: V8 would let it pile up to some 300 MB, and the process keeps those pages.
 */
export function spareMemory(): () => void {
  if (users++ === 0) setFlagsFromString('--optimize-for-size');
  let ended = false;
  return () => {
    if (ended) return;
    ended = true;
    if (--users === 0) setFlagsFromString('--no-optimize-for-size');
  };
}
