import type { CDPSession, Page } from '@playwright/test';
import { z } from 'zod';

/** What the page's thread did for each frame, in milliseconds of the processor: it hardly depends on what else the machine does. */
export type FrameWork = { p50: number; p95: number; p99: number; most: number };

const traced = z.object({
  name: z.string(),
  pid: z.number(),
  tid: z.number(),
  ts: z.number(),
  /** Time of the processor that a task took. */
  tdur: z.number().optional(),
});
type Traced = z.infer<typeof traced>;

const categories = ['toplevel', 'devtools.timeline', 'disabled-by-default-devtools.timeline'];

/** Does something with a page and tells what its main thread worked from each frame to the next. */
export async function workOf(page: Page, doing: () => Promise<unknown>): Promise<FrameWork> {
  const session = await page.context().newCDPSession(page);
  const events = gather(session);
  await session.send('Tracing.start', {
    transferMode: 'ReportEvents',
    traceConfig: { includedCategories: categories, excludedCategories: ['*'], recordMode: 'recordAsMuchAsPossible' },
  });
  try {
    await doing();
  } finally {
    await session.send('Tracing.end');
  }
  const all = await events;
  await session.detach();
  return framesOf(all);
}

function gather(session: CDPSession): Promise<Traced[]> {
  const events: Traced[] = [];
  return new Promise((resolve) => {
    session.on('Tracing.dataCollected', ({ value }) => events.push(...value.map((event) => traced.parse(event))));
    session.on('Tracing.tracingComplete', () => resolve(events));
  });
}

/** The thread that drew the most frames is that of the page; what it hands over for drawing ends a frame. */
function framesOf(events: readonly Traced[]): FrameWork {
  const threadOf = ({ pid, tid }: Traced) => `${pid} ${tid}`;
  const frames = events.filter(({ name }) => name === 'Commit');
  const [thread] = [...Map.groupBy(frames, threadOf)].toSorted((a, b) => b[1].length - a[1].length)[0] ?? [];
  const starts = frames.filter((event) => threadOf(event) === thread).map(({ ts }) => ts);
  const tasks = events.filter((event) => event.tdur !== undefined && event.name === 'RunTask' && threadOf(event) === thread);
  const sums = new Float64Array(starts.length);
  starts.sort((a, b) => a - b);
  tasks.sort((a, b) => a.ts - b.ts);
  let frame = 0;
  for (const { ts, tdur = 0 } of tasks) {
    while (frame + 1 < starts.length && (starts[frame + 1] ?? 0) <= ts) frame++;
    sums[frame] = (sums[frame] ?? 0) + tdur / 1000;
  }
  const sorted = sums.toSorted();
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
  return { p50: at(0.5), p95: at(0.95), p99: at(0.99), most: sorted.at(-1) ?? 0 };
}
