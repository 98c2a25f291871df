import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const root = join(import.meta.dirname, '..', '..');
const node = join(root, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');

export type Running = { url: string; publicUrl: string; pid: number; child: ChildProcess };

// A journey that fails half way must not leave its app behind.
const leftOver = new Set<ChildProcess>();
process.once('exit', () => {
  for (const child of leftOver) child.kill('SIGKILL');
});

/** A folder for one journey; removed with `remove`. */
export function dataFolder(): { folder: string; remove: () => void } {
  const folder = mkdtempSync(join(tmpdir(), 'letterpress-e2e-'));
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }) };
}

/** Starts browser mode on free ports, as `npm run serve -- --json` does, and waits until it listens. */
export async function serve(folder: string): Promise<Running> {
  const args = [
    join(root, 'out', 'main', 'headless.js'),
    '--data',
    folder,
    '--port',
    '0',
    '--public-port',
    '0',
    '--no-open',
    '--json',
  ];
  const child = spawn(node, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  leftOver.add(child);
  child.once('exit', () => leftOver.delete(child));
  endWithUs(child);
  const lines = createInterface({ input: child.stdout });
  const [line] = (await Promise.race([once(lines, 'line'), once(child, 'exit').then(() => ['{}'])])) as [string];
  const facts = JSON.parse(line) as { ready?: boolean; url: string; publicUrl: string; pid: number };
  if (!facts.ready) throw new Error('Letterpress did not start');
  return { ...facts, child };
}

/** A journey that fails ends its process before it comes to stop what it started. */
export function endWithUs(child: ChildProcess): void {
  const end = () => child.kill('SIGKILL');
  process.once('exit', end);
  child.once('exit', () => process.off('exit', end));
}

/** Ends it as a person does, and returns its exit code. */
export async function quit({ child }: Running): Promise<number | null> {
  if (child.exitCode !== null) return child.exitCode;
  const exit = once(child, 'exit') as Promise<[number | null]>;
  child.kill('SIGTERM');
  return (await exit)[0];
}

export type CommandResult = { code: number | null; out: string; error: string };

/** Runs a command of the command line to its end. */
export async function cli(folder: string, ...args: string[]): Promise<CommandResult> {
  const child = spawn(node, [join(root, 'out', 'main', 'cli.js'), ...args, '--data', folder, '--json'], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let out = '';
  let error = '';
  child.stdout.on('data', (data: Buffer) => {
    out += data.toString();
  });
  child.stderr.on('data', (data: Buffer) => {
    error += data.toString();
  });
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, out, error };
}

/** As `cli`, for a command that must work. */
export async function ask<Answer>(folder: string, ...args: string[]): Promise<Answer> {
  const { code, out, error } = await cli(folder, ...args);
  if (code !== 0) throw new Error(`letterpress ${args.join(' ')}: ${error}`);
  return JSON.parse(out) as Answer;
}
