// From the start of the process to the line that says that it listens, and what memory it takes then, with few and with
// many contacts in the workspace. The reference is Node itself, opening a file of the same size with SQLite and counting it.
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

const { values } = parseArgs({
  options: { rows: { type: 'string', default: '100000' }, runs: { type: 'string', default: '5' } },
});
const root = join(import.meta.dirname, '..');
const entry = (name: string) => join(root, 'out', 'main', `${name}.js`);
const median = (numbers: readonly number[]) => [...numbers].sort((a, b) => a - b)[numbers.length >> 1] ?? Number.NaN;

async function start(folder: string): Promise<{ child: ChildProcess; ms: number; url: string }> {
  const began = performance.now();
  const child = spawn(
    process.execPath,
    [entry('headless'), '--data', folder, '--port', '0', '--public-port', '0', '--no-open', '--json'],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  return { child, ms: performance.now() - began, url: (JSON.parse(line.toString()) as { url: string }).url };
}

async function measure(folder: string, runs: number): Promise<{ ms: number; megabytes: number }> {
  const times: number[] = [];
  const sizes: number[] = [];
  for (let run = 0; run < runs; run++) {
    const { child, ms } = await start(folder);
    times.push(ms);
    sizes.push(Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1] ?? 0) / 1024);
    const exit = once(child, 'exit');
    child.kill('SIGTERM');
    await exit;
  }
  return { ms: median(times), megabytes: median(sizes) };
}

function reference(file: string, runs: number): number {
  const script = `const D = require('better-sqlite3'); new D(${JSON.stringify(file)}).prepare('SELECT count(*) FROM contacts').get()`;
  return median(
    Array.from({ length: runs }, () => {
      const began = performance.now();
      execFileSync(process.execPath, ['-e', script], { cwd: root });
      return performance.now() - began;
    }),
  );
}

const runs = Number(values.runs);
console.log('| contacts | launch to listening | Node opening the same file | ratio | memory |\n|---|---|---|---|---|');
for (const rows of [0, Number(values.rows)]) {
  const folder = mkdtempSync(join(tmpdir(), 'letterpress-start-'));
  const cli = (...args: string[]) =>
    execFileSync(process.execPath, [entry('cli'), ...args, '--data', folder, '--json'], { encoding: 'utf8' });
  cli('keys', 'list');
  if (rows > 0) {
    const csv = join(folder, 'people.csv');
    writeFileSync(
      csv,
      `email,first name\n${Array.from({ length: rows }, (_, row) => `p${row}@mail${row % 50}.example,Name${row}`).join('\n')}\n`,
    );
    cli('import', csv, '--list', 'People');
  }
  const ours = await measure(folder, runs);
  const file = execFileSync('find', [folder, '-name', 'letterpress.db'], { encoding: 'utf8' }).trim();
  const theirs = reference(file, runs);
  console.log(
    `| ${rows.toLocaleString('en')} | ${ours.ms.toFixed(0)} ms | ${theirs.toFixed(0)} ms | ${(ours.ms / theirs).toFixed(1)} | ${ours.megabytes.toFixed(0)} MB |`,
  );
  rmSync(folder, { recursive: true });
}
