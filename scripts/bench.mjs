// Runs the measurements of bench/: all of them, or the ones that are named. Each prints ours, the reference and the ratio.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureBuilt } from './prepare.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const all = [
  'api',
  'blocked',
  'contacts',
  'dry-run',
  'editor',
  'export',
  'import',
  'memory',
  'pace',
  'pause',
  'scroll',
  'segments',
  'send',
  'start',
];
const words = process.argv.slice(2);
const firstOption = words.findIndex((word) => word.startsWith('-'));
const named = firstOption < 0 ? words : words.slice(0, firstOption);
const options = words.slice(named.length);

ensureBuilt(root);
for (const name of named.length > 0 ? named : all) {
  const file = join(root, 'bench', `${name}.ts`);
  if (!existsSync(file)) throw new Error(`There is no measurement ${name}; there are ${all.join(', ')}.`);
  process.stdout.write(`\n## ${name}\n\n`);
  const { status } = spawnSync(process.execPath, ['--expose-gc', file, ...options], { cwd: root, stdio: 'inherit' });
  if (status !== 0) process.exitCode = 1;
}
