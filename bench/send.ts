/**
 * Sending a personalised 10 KB message to n people over SMTP with the ledger kept, next to a plain nodemailer pool
 * script without any ledger and to smtp-source, a C program that sends one fixed body. All three into the same smtp-sink.
 *
 *   npx node bench/send.ts [--n 5000] [--sessions 1,5,20] [--runs 3] [--what ours,pool,source]
 */
import { spawnSync } from 'node:child_process';
import { parseArgs } from 'node:util';
import nodemailer from 'nodemailer';
import { html, text } from './send-message.ts';
import { sendOurs } from './send-ours.ts';
import { startSink } from './send-sink.ts';

const { values } = parseArgs({
  options: {
    n: { type: 'string', default: '5000' },
    sessions: { type: 'string', default: '1,5,20' },
    runs: { type: 'string', default: '3' },
    what: { type: 'string', default: 'ours,pool,source' },
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

function source(port: number, sessions: number): void {
  const args = ['-d', '-s', String(sessions), '-m', String(n), '-l', '10240', '-f', 'news@test.example', '-t', 'p@test.example'];
  const result = spawnSync('smtp-source', [...args, `127.0.0.1:${port}`], { encoding: 'utf8' });
  if (result.status !== 0) throw new Error(`smtp-source: ${result.stderr}`);
}

const works: Record<string, (port: number, sessions: number) => Promise<Measured>> = {
  ours: async (port, sessions) => {
    const { ms, cpuMs } = await sendOurs({ port, sessions, n });
    return { perSecond: (n / ms) * 1000, cpuMs: cpuMs / n };
  },
  pool: (port, sessions) => measure(() => pool(port, sessions)),
  source: async (port, sessions) => ({ ...(await measure(async () => source(port, sessions))), cpuMs: Number.NaN }),
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

const sink = await startSink();
try {
  process.stderr.write(`node ${process.version}, n = ${n}, ${runs} runs each, medians\n`);
  console.log(
    '| sessions | ours, msg/s | nodemailer pool | smtp-source -d | ours ÷ pool | ours ÷ smtp-source | CPU ms per message, ours | pool |',
  );
  console.log('|---|---|---|---|---|---|---|---|');
  for (const sessions of values.sessions.split(',').map(Number)) {
    const results: Record<string, Measured[]> = { ours: [], pool: [], source: [] };
    for (let run = 0; run < runs; run++) {
      for (const kind of kinds) {
        const measured = await works[kind]?.(sink.port, sessions);
        if (!measured) throw new Error(`there is no ${kind}`);
        results[kind]?.push(measured);
        process.stderr.write(`  ${sessions} sessions, ${kind}: ${show(measured.perSecond)}/s\n`);
      }
    }
    const rate = (kind: string) => median((results[kind] ?? []).map((one) => one.perSecond));
    const cpu = (kind: string) => median((results[kind] ?? []).map((one) => one.cpuMs));
    console.log(
      `| ${sessions} | ${show(rate('ours'))} | ${show(rate('pool'))} | ${show(rate('source'))} | ${show(rate('ours') / rate('pool'), 2)} | ${show(rate('ours') / rate('source'), 2)} | ${show(cpu('ours'), 3)} | ${show(cpu('pool'), 3)} |`,
    );
  }
} finally {
  await sink.stop();
}
