import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Installs what the lockfile says if anything of it is missing or of another version. */
export function ensureInstalled(root) {
  if (isInstalled(root)) return;
  process.stderr.write('Installing what Letterpress is made of; this takes a minute the first time.\n');
  npm(root, ['ci', '--loglevel=warn', '--no-audit', '--no-fund']);
}

/** Builds if a source is newer than the last build. */
export function ensureBuilt(root) {
  const stamp = join(root, 'out', '.built');
  const sources = ['main', 'preload', 'renderer', 'shared', 'package.json', 'electron.vite.config.ts'];
  const newest = Math.max(...sources.map((source) => newestTime(join(root, source))));
  if (existsSync(stamp) && statSync(stamp).mtimeMs >= newest) return;
  process.stderr.write('Building.\n');
  npm(root, ['run', 'build']);
  writeFileSync(stamp, '');
  // A source that is saved while the build runs must count as newer than it.
  utimesSync(stamp, new Date(), new Date(newest));
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

function newestTime(path) {
  const facts = statSync(path);
  if (!facts.isDirectory()) return facts.mtimeMs;
  return Math.max(facts.mtimeMs, ...readdirSync(path).map((name) => newestTime(join(path, name))));
}
