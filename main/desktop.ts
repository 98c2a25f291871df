import { join } from 'node:path';
import { app, type BrowserWindow, dialog, ipcMain } from 'electron';
import { type App, openApp } from './app.ts';
import { messageOf } from './base/errors.ts';
import { createLogger } from './base/logger.ts';
import { defaultDataFolder, paths } from './base/paths.ts';
import { keychainSeal } from './desktop/keychain.ts';
import { liveBesideTheWindow } from './desktop/life.ts';
import { installMenu } from './desktop/menu.ts';
import { acceptPorts } from './desktop/port-channel.ts';
import { declareProtocol, serveProtocol } from './desktop/protocol.ts';
import { openWindow } from './desktop/window.ts';

const dataFolder = defaultDataFolder();
const out = join(import.meta.dirname, '..');
const logger = createLogger();
let letterpress: App | null = null;
let window: BrowserWindow | null = null;
let life: ReturnType<typeof liveBesideTheWindow> | null = null;

declareProtocol();
// A second start shows the first one's window and ends; the lock on the data folder would refuse it anyway.
if (app.requestSingleInstanceLock()) void start();
else app.quit();

async function start(): Promise<void> {
  app.on('second-instance', show);
  app.on('activate', show);
  app.on('window-all-closed', () => {
    if (life) life.windowClosed();
    else app.quit();
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
  const { connect, readMedia, takeExport } = letterpress;
  let shown = letterpress.workspaceId;
  serveProtocol({
    rendererFolder: join(out, 'renderer'),
    readMedia: (id) => readMedia(shown, id),
    takeExport: (id) => takeExport(shown, id),
  });
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
  show();
  life = liveBesideTheWindow({ sending: letterpress.sending, window: () => window, show });
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

let draining = false;
let drained = false;

/** What is in the air gets its outcome before the process ends; the rest goes on at the next start. */
function drain(event: { preventDefault: () => void }): void {
  if (drained || !letterpress) return;
  event.preventDefault();
  if (draining || life?.mayQuit() === false) return;
  draining = true;
  life?.end();
  letterpress
    .close()
    .catch((error: unknown) => logger.error('closing went wrong', { error }))
    .finally(() => {
      drained = true;
      app.quit();
    });
}
