import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { extractAll, listPackage } from '@electron/asar';
import { expect, test } from '@playwright/test';

const root = join(import.meta.dirname, '..');
const node = join(root, 'node_modules', 'node', 'bin', 'node');

/** How Electron's binary marks the place of its fuses: a sentence, a version, a count, and one sign for each. */
const FUSES = { sentinel: 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX', count: 9 };

/** A stand-in for Electron's files: packaging copies them and flips fuses, it never runs them. */
function standIn(folder: string): void {
  mkdirSync(join(folder, 'resources'), { recursive: true });
  mkdirSync(join(folder, 'locales'));
  for (const name of [
    'chrome-sandbox',
    'chrome_crashpad_handler',
    'icudtl.dat',
    'libEGL.so',
    'libGLESv2.so',
    'libffmpeg.so',
    'resources.pak',
    'snapshot_blob.bin',
    'LICENSE',
    'LICENSES.chromium.html',
    'locales/en-US.pak',
  ])
    writeFileSync(join(folder, name), '');
  writeFileSync(join(folder, 'version'), '45.4.1');
  writeFileSync(
    join(folder, 'electron'),
    Buffer.concat([Buffer.from(FUSES.sentinel), Buffer.from([1, FUSES.count]), Buffer.from('1'.repeat(FUSES.count))]),
  );
}

test('packages the app with just the native file of its system, which opens a database', () => {
  test.skip(process.platform !== 'linux', 'the stand-in for Electron has the files of Linux');
  const folder = mkdtempSync(join(tmpdir(), 'letterpress-package-'));
  standIn(join(folder, 'electron'));
  const builder = join(root, 'node_modules', 'electron-builder', 'cli.js');
  const options = [`-c.electronDist=${join(folder, 'electron')}`, `-c.directories.output=${join(folder, 'release')}`];
  const built = spawnSync(node, [builder, '--linux', '--dir', '--publish', 'never', ...options], { cwd: root, encoding: 'utf8' });
  expect(built.status, built.stdout + built.stderr).toBe(0);

  const resources = join(folder, 'release', 'linux-unpacked', 'resources');
  const files = listPackage(join(resources, 'app.asar'), { isPack: false });
  for (const name of ['/package.json', '/out/main/desktop.js', '/out/preload/index.cjs', '/out/renderer/index.html'])
    expect(files).toContain(name);
  expect([...new Set(files.map((file) => file.split('/')[1]))].sort()).toEqual(['node_modules', 'out', 'package.json']);
  const packages = new Set(files.map((file) => /^\/node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(file)?.[1]).filter(Boolean));
  expect([...packages]).toEqual(['better-sqlite3']);
  expect(files.filter((file) => /\.map$|\/(deps|src)\//.test(file))).toEqual([]);

  const unpacked = join(resources, 'app.asar.unpacked', 'node_modules', 'better-sqlite3');
  expect(readdirSync(join(unpacked, 'prebuilds')).sort()).toEqual(['linux-arm64.node', 'linux-x64.node']);
  const script = `const D = require(${JSON.stringify(unpacked)}); console.log(new D(':memory:').prepare('SELECT 41 + 1').pluck().get())`;
  // Playwright asks for colour, and a number that is printed would come with it.
  expect(execFileSync(node, ['-e', script], { encoding: 'utf8', env: { ...process.env, FORCE_COLOR: '0' } }).trim()).toBe('42');

  extractAll(join(resources, 'app.asar'), join(folder, 'app'));
  expect(JSON.parse(readFileSync(join(folder, 'app', 'package.json'), 'utf8'))).toMatchObject({
    name: 'letterpress',
    main: 'out/main/desktop.js',
  });
  expect(readFileSync(join(folder, 'app', 'out', 'preload', 'index.cjs'), 'utf8')).not.toMatch(/require\((?!["']electron["']\))/);

  const binary = readFileSync(join(folder, 'release', 'linux-unpacked', 'letterpress'));
  const at = binary.indexOf(FUSES.sentinel) + FUSES.sentinel.length + 2;
  const [runAsNode, , nodeOptions, inspect, integrity, onlyAsar] = [...binary.subarray(at, at + 6)].map((sign) =>
    String.fromCharCode(sign),
  );
  expect({ runAsNode, nodeOptions, inspect, integrity, onlyAsar }).toEqual({
    runAsNode: '0',
    nodeOptions: '0',
    inspect: '0',
    integrity: '1',
    onlyAsar: '1',
  });
  rmSync(folder, { recursive: true });
});
