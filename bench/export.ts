// The memory and the time of the real app while it exports everybody of a large workspace, as a CSV and as an XLSX: as the
// system counts it, at moments spread over the whole of it. Flat means that the second half takes no more than the first.
// `npm run bench -- export --workspace FOLDER` takes a folder that make-workspace has made.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { ExportFormat } from '#shared/rpc/exports.ts';
import { type BenchApp, startBenchApp } from './running-app.ts';

const { values } = parseArgs({
  options: {
    workspace: { type: 'string' },
    contacts: { type: 'string', default: '1000000' },
    formats: { type: 'string', default: 'csv,xlsx' },
  },
});
const whole = (number: number) => number.toFixed(0);

/** In megabytes; `own` leaves out what is only mapped and given back at need. */
type Sample = { share: number; own: number };

async function measure({ api, probe, begin }: BenchApp, format: ExportFormat): Promise<void> {
  const before = probe();
  begin();
  const begun = performance.now();
  const { id } = await api.exports.start({
    what: { contacts: { filter: {} }, columns: ['email', 'firstName', 'lastName', 'tags', 'lists', 'suppressed', 'createdAt'] },
    format,
  });
  const samples: Sample[] = [];
  let rows = 0;
  for await (const state of api.exports.watch({ id })) {
    if (state.state === 'failed') throw new Error(state.error);
    rows = state.rows;
    samples.push({ share: state.rows / Math.max(1, state.total), own: probe().own });
  }
  const seconds = (performance.now() - begun) / 1000;
  await new Promise((resolve) => setTimeout(resolve, 600));
  const { max, p99, cpuMs, peak } = probe();
  const most = (from: number, to: number) =>
    Math.max(0, ...samples.filter(({ share }) => share > from && share <= to).map(({ own }) => own));
  console.log(
    `| ${format} | ${rows.toLocaleString('en')} | ${seconds.toFixed(1)} s | ${((cpuMs / rows) * 1000).toFixed(1)} µs | ${[before.own, most(0, 0.25), most(0.25, 0.5), most(0.5, 0.75), most(0.75, 1), peak].map(whole).join(' | ')} | ${p99.toFixed(0)} ms | ${max.toFixed(0)} ms |`,
  );
}

const made = mkdtempSync(join(tmpdir(), 'letterpress-export-'));
try {
  const folder = values.workspace ?? made;
  if (!values.workspace) {
    const script = join(import.meta.dirname, 'make-workspace.ts');
    execFileSync(process.execPath, [script, '--contacts', values.contacts, '--events', values.contacts, '--to', folder]);
  }
  const app = await startBenchApp(folder);
  try {
    console.log(
      '| file | rows | took | processor for a row | own memory before, MB | most in the first quarter | second | third | last | resident at most | main thread late, p99 | longest |\n|---|---|---|---|---|---|---|---|---|---|---|---|',
    );
    for (const format of values.formats.split(',')) await measure(app, format === 'xlsx' ? 'xlsx' : 'csv');
  } finally {
    await app.close();
  }
} finally {
  rmSync(made, { recursive: true, maxRetries: 5 });
}
