import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Installs what the lockfile says if anything of it is missing or of another version. */
export function ensureInstalled(root) {
  if (isInstalled(root)) return;
  inTurn(root, 'install', () => {
    if (isInstalled(root)) return;
    process.stderr.write('Installing what Letterpress is made of; this takes a minute the first time.\n');
    npm(root, ['ci', '--loglevel=error', '--no-audit', '--no-fund']);
    if (!isInstalled(root)) throw new Error('The installation did not become complete: see what npm wrote above.');
  });
}

/** Builds if a source is newer than the last build. */
export function ensureBuilt(root) {
  if (isBuilt(root)) return;
  inTurn(root, 'build', () => {
    if (!isBuilt(root)) build(root);
  });
}

const stampOf = (root) => join(root, 'out', '.built');

function newestSource(root) {
  const sources = ['main', 'preload', 'renderer', 'shared', 'package.json', 'electron.vite.config.ts'];
  return Math.max(...sources.map((source) => newestTime(join(root, source))));
}

const isBuilt = (root) => existsSync(stampOf(root)) && statSync(stampOf(root)).mtimeMs >= newestSource(root);

function build(root) {
  const newest = newestSource(root);
  process.stderr.write('Building.\n');
  npm(root, ['run', 'build', '--', '--logLevel', 'error']);
  writeFileSync(stampOf(root), '');
  // A source that is saved while the build runs must count as newer than it.
  utimesSync(stampOf(root), new Date(), new Date(Math.ceil(newest)));
}

function isInstalled(root) {
  const installed = join(root, 'node_modules', '.package-lock.json');
  // The lockfile's Node comes by an install script, so a lockfile that matches does not prove that it is there.
  if (!existsSync(installed) || !existsSync(join(root, 'node_modules', 'node', 'bin'))) return false;
  const wanted = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages;
  const there = JSON.parse(readFileSync(installed, 'utf8')).packages;
  return Object.entries(wanted).every(([path, facts]) => path === '' || facts.optional || there[path]?.version === facts.version);
}

function npm(root, args) {
  // Output goes to standard error: standard output belongs to the command that was asked for.
  const windows = process.platform === 'win32';
  const result = spawnSync(windows ? 'npm.cmd' : 'npm', args, { cwd: root, stdio: ['ignore', 2, 2], shell: windows });
  if (result.status !== 0) throw new Error(`npm ${args.join(' ')} failed.`);
}

/** Two commands on a fresh clone must not install or build at the same time; the second waits for the first. */
function inTurn(root, what, work) {
  const lock = join(root, `.${what}.lock`);
  while (!take(lock)) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 250);
  try {
    work();
  } finally {
    rmSync(lock, { force: true });
  }
}

function take(lock) {
  try {
    writeFileSync(lock, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
    if (!isAlive(existsSync(lock) ? readFileSync(lock, 'utf8') : '')) rmSync(lock, { force: true });
    return false;
  }
}

/** A lock that a process left behind when it was ended holds nobody up. */
function isAlive(pid) {
  try {
    // Empty for the moment between making the file and writing into it.
    if (pid !== '') process.kill(Number(pid), 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

function newestTime(path) {
  const facts = statSync(path);
  if (!facts.isDirectory()) return facts.mtimeMs;
  return Math.max(facts.mtimeMs, ...readdirSync(path).map((name) => newestTime(join(path, name))));
}
