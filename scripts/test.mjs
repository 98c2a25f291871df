// Everything that CI checks, in the order in which it fails fastest. The last line counts it all.
import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureBuilt } from './prepare.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const totals = { passed: 0, failed: 0, skipped: 0 };

function run(title, command, args) {
  process.stdout.write(`\n== ${title}\n`);
  const bin = join(root, 'node_modules', '.bin', command + (process.platform === 'win32' ? '.cmd' : ''));
  return spawnSync(bin, args, { cwd: root, stdio: 'inherit', shell: process.platform === 'win32' }).status === 0;
}

/** A check that passes or fails as a whole. */
function check(title, command, args) {
  totals[run(title, command, args) ? 'passed' : 'failed'] += 1;
}

/** A runner that leaves a report behind; one that ends badly without failed tests counts as one failure. */
function suite(title, command, args, report, count) {
  const file = join(root, 'test-results', report);
  rmSync(file, { force: true });
  const ok = run(title, command, args);
  const counted = count(JSON.parse(readFileSync(file, 'utf8')));
  for (const key of Object.keys(totals)) totals[key] += counted[key];
  if (!ok && counted.failed === 0) totals.failed += 1;
}

check('types', 'tsc', ['-b']);
check('format, lint and import table', 'biome', ['ci', '.']);
suite(
  'unit',
  'vitest',
  ['run', '--reporter=default', '--reporter=json', '--outputFile.json=test-results/unit.json'],
  'unit.json',
  (report) => ({
    passed: report.numPassedTests,
    failed:
      report.numFailedTests +
      report.testResults.filter((file) => file.status === 'failed' && file.assertionResults.length === 0).length,
    skipped: report.numPendingTests + report.numTodoTests,
  }),
);
ensureBuilt(root);
suite('journeys', 'playwright', ['test'], 'e2e.json', ({ stats }) => ({
  passed: stats.expected + stats.flaky,
  failed: stats.unexpected,
  skipped: stats.skipped,
}));

if (totals.skipped > 0) process.stdout.write(`\n${totals.skipped} skipped, each with its reason above.\n`);
process.stdout.write(`\n${totals.passed} passed, ${totals.failed} failed\n`);
process.exitCode = totals.failed === 0 ? 0 : 1;
