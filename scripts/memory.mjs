/**
 * The environment in which the app runs. glibc gives each thread an arena of its own, up to eight for each processor, and
 * what lies in there hardly ever goes back to the system; with two of them, and with what is large apart from what is small,
 * an import of a million and a send to them stay within their memory. It is read before a program starts.
 */
export const appEnv =
  process.platform === 'linux'
    ? { MALLOC_ARENA_MAX: '2', MALLOC_MMAP_THRESHOLD_: '131072', MALLOC_TRIM_THRESHOLD_: '131072', ...process.env }
    : process.env;
