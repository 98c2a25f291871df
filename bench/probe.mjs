// Loaded into the app before it starts, as `node --import`: writes down how long its main thread was busy without looking
// up and what memory it has. SIGUSR2 begins anew, so that only what comes after it is counted.
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { isMainThread } from 'node:worker_threads';

const file = process.env.LETTERPRESS_PROBE;
if (file && isMainThread) {
  const resolution = 1;
  const delay = monitorEventLoopDelay({ resolution });
  delay.enable();
  let longest = 0;
  let startedAt = Date.now();
  let cpu = process.cpuUsage();
  process.on('SIGUSR2', () => {
    delay.reset();
    startedAt = Date.now();
    cpu = process.cpuUsage();
    longest = 0;
  });
  const megabytes = (status, name) => Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(status)?.[1] ?? 0) / 1024;
  setInterval(() => {
    const status = readFileSync('/proc/self/status', 'utf8');
    const { heapUsed, heapTotal, external } = process.memoryUsage();
    const used = process.cpuUsage(cpu);
    longest = Math.max(longest, megabytes(status, 'VmRSS'));
    writeFileSync(
      `${file}.new`,
      JSON.stringify({
        startedAt,
        // The timer itself is late by its resolution.
        p50: Math.max(0, delay.percentile(50) / 1e6 - resolution),
        p99: Math.max(0, delay.percentile(99) / 1e6 - resolution),
        max: Math.max(0, delay.max / 1e6 - resolution),
        cpuMs: (used.user + used.system) / 1000,
        rss: megabytes(status, 'VmRSS'),
        own: megabytes(status, 'RssAnon'),
        mapped: megabytes(status, 'RssFile'),
        peak: longest,
        heapUsed: heapUsed / 2 ** 20,
        heapTotal: heapTotal / 2 ** 20,
        external: external / 2 ** 20,
      }),
    );
    renameSync(`${file}.new`, file);
  }, 250).unref();
}
