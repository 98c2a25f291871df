// Every npm script starts here, on whatever Node the machine has: installs and builds what is missing, then goes on
// with the Node version that the lockfile brings. Nothing but Node's own modules may be imported.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { appEnv } from './memory.mjs';
import { ensureBuilt, ensureInstalled } from './prepare.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const projectNode = join(root, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
const [command = 'start', ...args] = process.argv.slice(2);

const entries = {
  serve: 'out/main/headless.js',
  cli: 'out/main/cli.js',
  test: 'scripts/test.mjs',
  bench: 'scripts/bench.mjs',
};

try {
  ensureInstalled(root);
  if (command === 'dev') await dev();
  else if (command === 'start') await start();
  else if (command in entries) await run(entries[command], args);
  else throw new Error(`There is no command ${command}.`);
} catch (error) {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}

/** The desktop app where it can run, or else the same app in the browser. */
async function start() {
  ensureBuilt(root);
  const reason = whyNoDesktop();
  if (!reason) return forward(electronPath(), [root, ...args], appEnv);
  process.stderr.write(`${reason} Opening Letterpress in the browser instead.\n`);
  await run(entries.serve, args);
}

/** The interface reloads while it is edited; the main process is the browser mode's. */
async function dev() {
  const env = { ...process.env, ELECTRON_EXEC_PATH: projectNode, ELECTRON_ENTRY: 'out/main/headless.js' };
  await forward(projectNode, [join(root, 'node_modules', 'electron-vite', 'bin', 'electron-vite.js'), 'dev'], env);
}

async function run(entry, rest) {
  if (entry.startsWith('out/')) ensureBuilt(root);
  const file = join(root, entry);
  // npm puts the project's Node first, so this is it, unless it was installed only just now.
  if (Number(process.versions.node.split('.')[0]) < 22) return forward(projectNode, [...process.execArgv, file, ...rest], appEnv);
  // In the place of this program, so that no second one waits beside the app.
  if (entry === entries.serve && process.env.MALLOC_TRIM_THRESHOLD_ !== appEnv.MALLOC_TRIM_THRESHOLD_)
    process.execve(process.execPath, [process.execPath, ...process.execArgv, file, ...rest], appEnv);
  process.argv = [process.argv[0], file, ...rest];
  await import(pathToFileURL(file).href);
}

/** Runs a program in our place: its output, its signals, its exit code. */
function forward(program, rest, env = process.env) {
  const child = spawn(program, rest, { stdio: 'inherit', env });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', (code, signal) => {
      process.exitCode = code ?? (signal ? 1 : 0);
      resolve();
    });
  });
}

function whyNoDesktop() {
  if (process.platform === 'linux' && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY) return 'There is no display.';
  if (!electronPath()) {
    const installer = join(root, 'node_modules', 'electron', 'install.js');
    process.stderr.write("Fetching Electron's runtime; this happens once.\n");
    spawnSync(process.execPath, [installer], { stdio: 'ignore', timeout: 300_000 });
  }
  return electronPath() ? null : "Electron's runtime is not installed.";
}

function electronPath() {
  const folder = join(root, 'node_modules', 'electron');
  const { platform } = process;
  const program = { darwin: 'Electron.app/Contents/MacOS/Electron', win32: 'electron.exe' }[platform] ?? 'electron';
  const file = join(process.env.ELECTRON_OVERRIDE_DIST_PATH ?? join(folder, 'dist'), program);
  return existsSync(file) ? file : null;
}
