// The memory of the real app while it sends to very many people: as the system counts it, from the first message on. What
// is the process' own and what is only mapped (the program's files and the database, which the system takes back whenever
// it needs them) stand apart. The reference is Node with nothing but the database module, its file open.
//
//   npm run bench -- memory [--people 1000000] [--messages 1000000] [--connections 20] [--import here|before]
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { cli, dataFolder } from '../e2e/support/app.ts';
import { makeCsv } from './make-csv.ts';
import { draft, type Probe, startBenchApp } from './running-app.ts';
import { startSink } from './send-sink.ts';

const { values } = parseArgs({
  options: {
    people: { type: 'string', default: '1000000' },
    messages: { type: 'string', default: '1000000' },
    connections: { type: 'string', default: '20' },
    import: { type: 'string', default: 'here' },
  },
});
const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const whole = (megabytes: number) => megabytes.toFixed(0);
const row = (moment: string, { rss, own, mapped, heapTotal }: Probe, rate = '') =>
  console.log(`| ${moment} | ${whole(rss)} | ${whole(own)} | ${whole(mapped)} | ${whole(heapTotal)} | ${rate} |`);

/** What Node takes with the database module and nothing else. */
async function bareNode(): Promise<number> {
  const script = `new (require('better-sqlite3'))(':memory:').exec('SELECT 1'); setInterval(() => {}, 1000); console.log('ready')`;
  const child = spawn(process.execPath, ['-e', script], { cwd: import.meta.dirname, stdio: ['ignore', 'pipe', 'inherit'] });
  await once(child.stdout, 'data');
  const resident = Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1] ?? 0) / 1024;
  child.kill();
  return resident;
}

const sink = await startSink();
const { folder, remove } = dataFolder();
const csv = join(folder, 'people.csv');
await makeCsv({ file: csv, rows: Number(values.people), bad: 0, duplicates: 0 });
const bring = async () => {
  const { code, error } = await cli(folder, 'import', csv, '--list', 'People');
  if (code !== 0) throw new Error(error);
};
// Where no app runs the command imports by itself; where one runs, that one does.
if (values.import === 'before') await bring();
const app = await startBenchApp(folder);
try {
  console.log('| moment | resident, MB | own | mapped | JavaScript heap | messages a second |\n|---|---|---|---|---|---|');
  await wait(500);
  row('after the start', app.probe());
  if (values.import !== 'before') {
    await bring();
    await wait(500);
    row(`after importing ${values.people} rows in the same process`, app.probe());
  }
  rmSync(csv);
  const { id, recipients } = await draft(app.api, { port: sink.port, connections: Number(values.connections) });
  const most = Math.min(recipients, Number(values.messages));
  const { sendId } = await app.api.campaigns.send({ id, expected: recipients });
  await wait(500);
  row(`after the launch to ${recipients}`, app.probe());
  const controller = new AbortController();
  let accepted = 0;
  void (async () => {
    for await (const progress of app.api.sends.watch({ id: sendId }, { signal: controller.signal }))
      accepted = progress.counts.accepted;
  })().catch(() => undefined);
  app.begin();
  const samples: Probe[] = [];
  const start = performance.now();
  let told = 0;
  while (accepted < most) {
    await wait(1000);
    const now = app.probe();
    samples.push(now);
    const tenth = Math.floor((accepted / most) * 10);
    if (tenth <= told) continue;
    told = tenth;
    row(`${accepted} sent`, now, ((accepted / (performance.now() - start)) * 1000).toFixed(0));
  }
  controller.abort();
  const of = (pick: (probe: Probe) => number) => samples.map(pick);
  const [rss, own] = [of((probe) => probe.rss), of((probe) => probe.own)];
  const bare = await bareNode();
  console.log(
    `\n${accepted} messages: resident at the start ${whole(rss[0] ?? 0)}, most ${whole(Math.max(...rss))}, at the end ${whole(rss.at(-1) ?? 0)} MB;` +
      ` own at the start ${whole(own[0] ?? 0)}, most ${whole(Math.max(...own))}, at the end ${whole(own.at(-1) ?? 0)} MB.` +
      ` Bare Node with the database module: ${whole(bare)} MB, so ${(Math.max(...rss) / bare).toFixed(1)} times that.`,
  );
} finally {
  await app.close();
  await sink.stop();
  remove();
}
