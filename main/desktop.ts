import { join } from 'node:path';
import { app, type BrowserWindow, dialog, ipcMain, powerSaveBlocker } from 'electron';
import { type App, openApp } from './app.ts';
import { messageOf } from './base/errors.ts';
import { createLogger } from './base/logger.ts';
import { defaultDataFolder, paths } from './base/paths.ts';
import { keychainSeal } from './desktop/keychain.ts';
import { installMenu } from './desktop/menu.ts';
import { acceptPorts } from './desktop/port-channel.ts';
import { declareProtocol, serveProtocol } from './desktop/protocol.ts';
import { openWindow } from './desktop/window.ts';

const dataFolder = defaultDataFolder();
const out = join(import.meta.dirname, '..');
const logger = createLogger();
let letterpress: App | null = null;
let window: BrowserWindow | null = null;

declareProtocol();
// A second start shows the first one's window and ends; the lock on the data folder would refuse it anyway.
if (app.requestSingleInstanceLock()) void start();
else app.quit();

async function start(): Promise<void> {
  app.on('second-instance', show);
  app.on('activate', show);
  app.on('window-all-closed', () => {
    // Closing the window keeps sending; with nothing in the air there is nothing to stay for, but on macOS apps stay.
    if (process.platform !== 'darwin' && !letterpress?.isSending()) app.quit();
  });
  app.on('before-quit', drain);
  await app.whenReady();
  try {
    letterpress = await openApp({
      dataFolder,
      logger,
      seal: keychainSeal,
      rendererFolder: join(out, 'renderer'),
      desktop: true,
      listen: true,
    });
  } catch (error) {
    logger.error('the data could not be opened', { error });
    dialog.showErrorBox('Letterpress cannot open its data', messageOf(error));
    app.exit(1);
    return;
  }
  const { connect, readMedia } = letterpress;
  let shown = letterpress.workspaceId;
  serveProtocol({ rendererFolder: join(out, 'renderer'), readMedia: (id) => readMedia(shown, id) });
  acceptPorts(ipcMain, {
    isOurs: (contents) => contents === window?.webContents,
    connect: (channel) =>
      connect(channel, {
        workspaceId: shown,
        switchTo: (chosen) => {
          shown = chosen;
        },
      }),
  });
  installMenu(() => window);
  stayAwakeWhileSending(letterpress);
  show();
}

function show(): void {
  if (window) {
    if (window.isMinimized()) window.restore();
    window.focus();
    return;
  }
  if (!letterpress) return;
  window = openWindow({ preload: join(out, 'preload', 'index.cjs'), stateFile: paths(dataFolder).window });
  window.on('closed', () => {
    window = null;
  });
}

let drained = false;

/** What is in the air gets its outcome before the process ends; the rest goes on at the next start. */
function drain(event: { preventDefault: () => void }): void {
  if (drained || !letterpress) return;
  event.preventDefault();
  letterpress
    .close()
    .catch((error: unknown) => logger.error('closing went wrong', { error }))
    .finally(() => {
      drained = true;
      app.quit();
    });
}

/** Sleep in the middle of a send would cost every open connection its answer. */
function stayAwakeWhileSending(app: App): void {
  let blocker: number | null = null;
  setInterval(() => {
    if (app.isSending() && blocker === null) blocker = powerSaveBlocker.start('prevent-app-suspension');
    else if (!app.isSending() && blocker !== null) {
      powerSaveBlocker.stop(blocker);
      blocker = null;
    }
  }, 5_000).unref();
}
