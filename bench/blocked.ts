// How long the main thread of the real app is busy without looking up, and how long a window waits for its answers, while a
// campaign goes out as fast as the server takes it and a screen follows it. The launch, a pause and a cancellation are
// measured each for itself.
//
//   npm run bench -- blocked [--people 300000] [--connections 20] [--seconds 20]
import { rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { makeCsv } from './make-csv.ts';
import { type BenchApp, draft, folderWith, startBenchApp } from './running-app.ts';
import { startSink } from './send-sink.ts';

const { values } = parseArgs({
  options: {
    people: { type: 'string', default: '300000' },
    connections: { type: 'string', default: '20' },
    seconds: { type: 'string', default: '20' },
  },
});
const seconds = Number(values.seconds);
const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const at = (numbers: readonly number[], share: number): string => {
  const sorted = numbers.toSorted((a, b) => a - b);
  return (sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN).toFixed(1);
};

/** Does something and says how the main thread fared meanwhile, and a little after. */
async function during(app: BenchApp, name: string, work: () => Promise<unknown>): Promise<void> {
  app.begin();
  await wait(50);
  const start = performance.now();
  await work();
  const ms = performance.now() - start;
  await wait(600);
  const { p50, p99, max } = app.probe();
  console.log(`| ${name} | ${p50.toFixed(1)} | ${p99.toFixed(1)} | ${max.toFixed(1)} | ${ms.toFixed(0)} ms |`);
}

/** Asks what windows and scripts ask, again and again, and notes how long the answers take. */
function ask(app: BenchApp, sendId: string, campaignId: string, signal: AbortSignal): Map<string, number[]> {
  const times = new Map<string, number[]>();
  const { api } = app;
  const asked: Record<string, () => Promise<unknown>> = {
    home: () => api.home.get({}),
    'contacts, a page': () => api.contacts.page({ offset: 0, limit: 50 }),
    'campaigns, a page': () => api.campaigns.page({ offset: 0, limit: 50 }),
    report: () => api.campaigns.report({ id: campaignId }),
    'ledger, a page': () => api.sends.messages({ id: sendId, offset: 0, limit: 50 }),
    lists: () => api.lists.all({}),
  };
  void (async () => {
    while (!signal.aborted) {
      for (const [name, question] of Object.entries(asked)) {
        const start = performance.now();
        await question();
        times.set(name, [...(times.get(name) ?? []), performance.now() - start]);
        await wait(80);
      }
    }
  })().catch((error: unknown) => {
    if (!signal.aborted) throw error;
  });
  return times;
}

const sink = await startSink();
const csv = join(tmpdir(), `letterpress-blocked-${process.pid}.csv`);
await makeCsv({ file: csv, rows: Number(values.people), bad: 0, duplicates: 0 });
const { folder, remove } = await folderWith(csv);
rmSync(csv);
const app = await startBenchApp(folder);
const controller = new AbortController();
try {
  const { id, recipients } = await draft(app.api, { port: sink.port, connections: Number(values.connections) });
  console.log(`${recipients} recipients, ${values.connections} connections; milliseconds\n`);
  console.log('| main thread busy, while | p50 | p99 | max | took |\n|---|---|---|---|---|');
  await during(app, 'nothing happens', () => wait(2000));
  await during(app, 'home is shown', () => app.api.home.get({}));
  await during(app, 'review', () => app.api.campaigns.review({ id }));
  let sendId = '';
  await during(app, 'launch', async () => {
    ({ sendId } = await app.api.campaigns.send({ id, expected: recipients }));
  });
  void (async () => {
    for await (const _ of app.api.sends.watch({ id: sendId }, { signal: controller.signal }));
  })().catch(() => undefined);
  const settled = async () => (await app.api.campaigns.report({ id })).accepted;
  const before = await settled();
  const start = performance.now();
  await during(app, `full speed, ${seconds} s, progress watched`, () => wait(seconds * 1000));
  const done = ((await settled()) - before) / ((performance.now() - start) / 1000);
  const times = ask(app, sendId, id, controller.signal);
  await during(app, `the same, and screens ask`, () => wait(seconds * 1000));
  await during(app, 'pause', () => app.api.sends.pause({ id: sendId }));
  await during(app, 'resume', () => app.api.sends.resume({ id: sendId }));
  await during(app, 'cancel, until all is set aside', async () => {
    await app.api.sends.cancel({ id: sendId });
    for (;;) {
      const { pending } = await app.api.campaigns.report({ id });
      if (pending === 0) break;
      await wait(20);
    }
  });
  controller.abort();
  console.log(
    `\n${done.toFixed(0)} messages a second.\n\n| answer, while sending | p50 | p99 | max | asked |\n|---|---|---|---|---|`,
  );
  for (const [name, all] of times)
    console.log(`| ${name} | ${at(all, 0.5)} | ${at(all, 0.99)} | ${at(all, 1)} | ${all.length} |`);
} finally {
  controller.abort();
  await app.close();
  await sink.stop();
  remove();
}
