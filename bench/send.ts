// Sending a personalised, tracked message of 10 KB to n people over SMTP with the ledger kept, next to a plain nodemailer
// pool script without any ledger and to smtp-source, a C program that sends one fixed body: as it is by itself, with a
// connection for each message, and with connections kept (-d). All of them into the same smtp-sink.
//
//   npm run bench -- send [--n 20000] [--sessions 1,5,20] [--runs 5] [--what ours,pool,source,kept]
//   npm run bench -- send --latency 40,200 [--sessions 1,5,20] [--n 20000] [--runs 5] [--seconds 60] [--drowsy]
//
// With a latency every answer of the server takes so long, which is measured before. The reference is what connections can
// do at best: one message each per latency, for with PIPELINING the envelope of the next message leaves behind the body of
// the one before. Processors are kept from falling asleep meanwhile, unless it is --drowsy.
import { spawnSync } from 'node:child_process';
import { connect } from 'node:net';
import { parseArgs } from 'node:util';
import nodemailer from 'nodemailer';
import { keepAwake } from './send-awake.ts';
import { html, text } from './send-message.ts';
import { sendOurs } from './send-ours.ts';
import { startSink, startSlowSink } from './send-sink.ts';

const { values } = parseArgs({
  options: {
    n: { type: 'string', default: '20000' },
    sessions: { type: 'string', default: '1,5,20' },
    runs: { type: 'string', default: '5' },
    what: { type: 'string', default: 'ours,pool,source,kept' },
    latency: { type: 'string' },
    drowsy: { type: 'boolean', default: false },
    seconds: { type: 'string', default: '60' },
  },
});
const n = Number(values.n);
const runs = Number(values.runs);
const kinds = values.what.split(',');

type Measured = { perSecond: number; cpuMs: number };

async function pool(port: number, sessions: number): Promise<void> {
  const transport = nodemailer.createTransport({
    host: '127.0.0.1',
    port,
    ignoreTLS: true,
    pool: true,
    maxConnections: sessions,
    maxMessages: Number.POSITIVE_INFINITY,
  });
  let next = 0;
  const worker = async () => {
    while (next < n) {
      const index = next++;
      await transport.sendMail({
        from: '"News" <news@test.example>',
        to: `p${index}@test.example`,
        subject: `Anna ${index}, your offers of this week`,
        text: text(`Anna ${index}`, `https://news.example/u/${index}`),
        html: html(`Anna ${index}`, `https://news.example/u/${index}`, (url) => url),
        headers: {
          'List-Unsubscribe': `<https://news.example/u/${index}>`,
          'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
        },
      });
    }
  };
  await Promise.all(Array.from({ length: sessions * 2 }, worker));
  transport.close();
}

function source(port: number, sessions: number, options: readonly string[]): void {
  const args = [
    ...options,
    '-s',
    String(sessions),
    '-m',
    String(n),
    '-l',
    '10240',
    '-f',
    'news@test.example',
    '-t',
    'p@test.example',
  ];
  const result = spawnSync('smtp-source', [...args, `127.0.0.1:${port}`], { encoding: 'utf8' });
  if (result.status !== 0) throw new Error(`smtp-source: ${result.stderr}`);
}

const works: Record<string, (port: number, sessions: number) => Promise<Measured>> = {
  ours: async (port, sessions) => {
    const { ms, cpuMs } = await sendOurs({ port, sessions, n });
    return { perSecond: (n / ms) * 1000, cpuMs: cpuMs / n };
  },
  pool: (port, sessions) => measure(() => pool(port, sessions)),
  source: async (port, sessions) => ({ ...(await measure(async () => source(port, sessions, []))), cpuMs: Number.NaN }),
  kept: async (port, sessions) => ({ ...(await measure(async () => source(port, sessions, ['-d']))), cpuMs: Number.NaN }),
};

async function measure(work: () => Promise<void>): Promise<Measured> {
  const cpu = process.cpuUsage();
  const start = performance.now();
  await work();
  const ms = performance.now() - start;
  const used = process.cpuUsage(cpu);
  return { perSecond: (n / ms) * 1000, cpuMs: (used.user + used.system) / 1000 / n };
}

const median = (numbers: number[]): number => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Number.NaN;
const show = (value: number | undefined, digits = 0): string =>
  value === undefined || Number.isNaN(value) ? '–' : value.toFixed(digits);

/** Each kind in turn, so that whatever else the machine does meets all of them. */
async function compare(port: number, sessions: number): Promise<(kind: string) => Measured> {
  const results = new Map<string, Measured[]>(kinds.map((kind) => [kind, []]));
  for (let run = 0; run < runs; run++) {
    for (const [kind, measured] of results) {
      const work = works[kind];
      if (!work) throw new Error(`there is no ${kind}`);
      const one = await work(port, sessions);
      measured.push(one);
      process.stderr.write(`  ${sessions} sessions, ${kind}: ${show(one.perSecond)}/s\n`);
    }
  }
  return (kind) => {
    const all = results.get(kind) ?? [];
    return { perSecond: median(all.map((one) => one.perSecond)), cpuMs: median(all.map((one) => one.cpuMs)) };
  };
}

async function nearby(): Promise<void> {
  const sink = await startSink();
  console.log(
    '| sessions | ours, msg/s | nodemailer pool | smtp-source | smtp-source -d | ours ÷ pool | ours ÷ source | ours ÷ source -d | CPU ms per message, ours | pool |',
  );
  console.log('|---|---|---|---|---|---|---|---|---|---|');
  for (const sessions of values.sessions.split(',').map(Number)) {
    const of = await compare(sink.port, sessions);
    const [ours, script, each, kept] = ['ours', 'pool', 'source', 'kept'].map(of) as [Measured, Measured, Measured, Measured];
    const rates = [ours, script, each, kept].map((one) => show(one.perSecond)).join(' | ');
    const ratios = [script, each, kept].map((one) => show(ours.perSecond / one.perSecond, 2)).join(' | ');
    console.log(`| ${sessions} | ${rates} | ${ratios} | ${show(ours.cpuMs, 3)} | ${show(script.cpuMs, 3)} |`);
  }
  await sink.stop();
}

/** What the server really takes to answer, in milliseconds: its timers come a little late. */
async function answerTime(port: number): Promise<number> {
  const socket = connect(port, '127.0.0.1').setNoDelay(true);
  const answer = () => new Promise<void>((resolve) => socket.once('data', () => resolve()));
  await answer();
  const times: number[] = [];
  for (let asked = 0; asked < 25; asked++) {
    const start = performance.now();
    socket.write('NOOP\r\n');
    await answer();
    times.push(performance.now() - start);
  }
  socket.destroy();
  return median(times);
}

/** Those n messages, or as many as the best takes so long for. Opening the connections one after another is part of it. */
async function farAway(latency: number): Promise<void> {
  const sink = await startSlowSink(latency);
  const took = await answerTime(sink.port);
  for (const sessions of values.sessions.split(',').map(Number)) {
    const best = sessions / (took / 1000);
    const count = Math.min(n, Math.ceil(best * Number(values.seconds)));
    const rates: number[] = [];
    for (let run = 0; run < runs; run++) {
      const { ms } = await sendOurs({ port: sink.port, sessions, n: count });
      rates.push((count / ms) * 1000);
    }
    const rate = median(rates);
    console.log(
      `| ${latency} ms, in fact ${show(took, 1)} | ${sessions} | ${count} | ${show(rate, 1)} | ${show(best, 1)} | ${show(rate / best, 3)} |`,
    );
  }
  await sink.stop();
}

process.stderr.write(`node ${process.version}, ${runs} runs each, medians\n`);
if (values.latency === undefined) await nearby();
else {
  console.log('| latency | sessions | messages | ours, msg/s | connections ÷ latency | ratio |\n|---|---|---|---|---|---|');
  const awake = values.drowsy ? null : keepAwake();
  for (const latency of values.latency.split(',')) await farAway(Number(latency));
  awake?.stop();
}
