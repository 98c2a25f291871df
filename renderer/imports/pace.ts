/** Rows per second since the start, and how long the rest of the file takes at that pace; null while it is too early to say. */
export function paceOf(progress: { rows: number; bytes: number; bytesRead: number; startedAt: number }, now: number) {
  const elapsedMs = now - progress.startedAt;
  if (elapsedMs < 500 || progress.bytesRead === 0) return { perSecond: null, msLeft: null };
  return {
    perSecond: Math.round((1000 * progress.rows) / elapsedMs),
    msLeft: (Math.max(0, progress.bytes - progress.bytesRead) * elapsedMs) / progress.bytesRead,
  };
}
