import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { BrowserWindow, type Rectangle, screen, session, shell } from 'electron';
import { z } from 'zod';
import { ORIGIN } from './protocol.ts';

const remembered = z.object({
  x: z.number().int(),
  y: z.number().int(),
  width: z.number().int().min(400),
  height: z.number().int().min(300),
  maximized: z.boolean(),
});
const FIRST = { width: 1280, height: 800 };

/** Opens the window where it was left; nothing but our own page can ever be shown in it. */
export function openWindow(options: { preload: string; stateFile: string }): BrowserWindow {
  const state = readState(options.stateFile);
  const window = new BrowserWindow({
    ...(state ?? FIRST),
    minWidth: 900,
    minHeight: 600,
    show: false,
    backgroundColor: '#faf7f1',
    webPreferences: {
      preload: options.preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
      spellcheck: true,
    },
  });
  if (state?.maximized) window.maximize();
  window.once('ready-to-show', () => window.show());
  window.on('close', () => writeState(options.stateFile, window));
  confine(window);
  void window.loadURL(`${ORIGIN}/`);
  return window;
}

/** No navigation, no new windows, no permissions. Web links open in the user's browser. */
function confine(window: BrowserWindow): void {
  window.webContents.on('will-navigate', (event, url) => {
    if (!url.startsWith(`${ORIGIN}/`)) event.preventDefault();
  });
  window.webContents.on('will-attach-webview', (event) => event.preventDefault());
  window.webContents.setWindowOpenHandler(({ url }) => {
    if (/^(https?|mailto):/i.test(url)) void shell.openExternal(url);
    return { action: 'deny' };
  });
  session.defaultSession.setPermissionRequestHandler((_contents, permission, answer) =>
    answer(permission === 'clipboard-sanitized-write'),
  );
  session.defaultSession.setPermissionCheckHandler((_contents, permission) => permission === 'clipboard-sanitized-write');
}

function readState(file: string): z.infer<typeof remembered> | null {
  if (!existsSync(file)) return null;
  const parsed = remembered.safeParse(parseJson(readFileSync(file, 'utf8')));
  // A window left on a screen that is gone would open out of sight.
  return parsed.success && isVisible(parsed.data) ? parsed.data : null;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // A damaged note of where the window was is worth no more than none.
    return null;
  }
}

function isVisible(bounds: Rectangle): boolean {
  return screen
    .getAllDisplays()
    .some(
      ({ workArea }) =>
        bounds.x < workArea.x + workArea.width - 100 &&
        bounds.x + bounds.width > workArea.x + 100 &&
        bounds.y >= workArea.y - 20 &&
        bounds.y < workArea.y + workArea.height - 100,
    );
}

function writeState(file: string, window: BrowserWindow): void {
  writeFileSync(file, JSON.stringify({ ...window.getNormalBounds(), maximized: window.isMaximized() }));
}
