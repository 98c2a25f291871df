import { EventEmitter } from 'node:events';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createFileSecrets } from '../base/file-secrets.ts';
import { temporaryFolder } from '../db/testing.ts';

/** Electron as far as our few files touch it; what it records is what the tests look at. */
const electron = vi.hoisted(() => {
  type Listener = (...args: never[]) => void;
  const state = {
    handlers: new Map<string, (request: Request) => Promise<Response>>(),
    windows: [] as {
      options: Record<string, unknown>;
      on: Map<string, Listener>;
      contents: Map<string, Listener>;
      open: ((d: { url: string }) => { action: string }) | null;
      loaded: string[];
    }[],
    opened: [] as string[],
    permission: null as ((c: unknown, permission: string, answer: (ok: boolean) => void) => void) | null,
    menu: [] as { label?: string; submenu?: { label?: string; accelerator?: string; click?: () => void }[] }[],
    keychain: 'gnome_libsecret',
  };
  class BrowserWindow {
    record = {
      options: {} as Record<string, unknown>,
      on: new Map<string, Listener>(),
      contents: new Map<string, Listener>(),
      open: null as ((d: { url: string }) => { action: string }) | null,
      loaded: [] as string[],
    };
    webContents = {
      on: (name: string, listener: Listener) => this.record.contents.set(name, listener),
      setWindowOpenHandler: (handler: (d: { url: string }) => { action: string }) => {
        this.record.open = handler;
      },
    };
    constructor(options: Record<string, unknown>) {
      this.record.options = options;
      state.windows.push(this.record);
    }
    once(name: string, listener: Listener) {
      this.record.on.set(name, listener);
    }
    on(name: string, listener: Listener) {
      this.record.on.set(name, listener);
    }
    loadURL(url: string) {
      this.record.loaded.push(url);
      return Promise.resolve();
    }
    maximize() {}
    isMaximized() {
      return false;
    }
    getNormalBounds() {
      return { x: 40, y: 50, width: 1000, height: 700 };
    }
  }
  return {
    state,
    module: {
      BrowserWindow,
      app: { name: 'Letterpress', isPackaged: true },
      Menu: {
        buildFromTemplate: (template: typeof state.menu) => template,
        setApplicationMenu: (template: typeof state.menu) => {
          state.menu = template;
        },
      },
      protocol: {
        registerSchemesAsPrivileged: () => undefined,
        handle: (scheme: string, handler: (request: Request) => Promise<Response>) => state.handlers.set(scheme, handler),
      },
      safeStorage: {
        isEncryptionAvailable: () => true,
        getSelectedStorageBackend: () => state.keychain,
        encryptString: (text: string) => Buffer.from([...text].reverse().join('')),
        decryptString: (data: Buffer) => [...data.toString()].reverse().join(''),
      },
      screen: { getAllDisplays: () => [{ workArea: { x: 0, y: 0, width: 1920, height: 1080 } }] },
      session: {
        defaultSession: {
          setPermissionRequestHandler: (handler: typeof state.permission) => {
            state.permission = handler;
          },
          setPermissionCheckHandler: () => undefined,
        },
      },
      shell: {
        openExternal: (url: string) => {
          state.opened.push(url);
          return Promise.resolve();
        },
      },
    },
  };
});
vi.mock('electron', () => electron.module);

const { keychainSeal } = await import('./keychain.ts');
const { installMenu } = await import('./menu.ts');
const { acceptPorts } = await import('./port-channel.ts');
const { serveProtocol } = await import('./protocol.ts');
const { openWindow } = await import('./window.ts');

let folder: string;
let remove: () => void;
beforeEach(() => ({ folder, remove } = temporaryFolder()));
afterEach(() => remove());

it('keeps secrets sealed by the keychain and out of the file', () => {
  const file = join(folder, 'secrets.json');
  const secrets = createFileSecrets({ file, seal: keychainSeal });
  secrets.set('transport:1', 'swordfish');
  expect(secrets.get('transport:1')).toBe('swordfish');
  expect(readFileSync(file, 'utf8')).not.toContain('swordfish');
});

it.runIf(process.platform === 'linux')('refuses to keep a secret where Linux has no keychain', () => {
  electron.state.keychain = 'basic_text';
  expect(() => keychainSeal.seal('x')).toThrow(/no keychain/);
  electron.state.keychain = 'gnome_libsecret';
});

it('takes a port from the page of our window and from nobody else', () => {
  const ipc = new EventEmitter();
  const ours = { mainFrame: {} };
  const connected: unknown[] = [];
  acceptPorts(ipc as never, {
    isOurs: (contents) => contents === (ours as never),
    connect: (channel) => connected.push(channel),
  });
  const port = new EventEmitter();
  ipc.emit('letterpress:port', { ports: [port], sender: { mainFrame: ours.mainFrame }, senderFrame: ours.mainFrame });
  ipc.emit('letterpress:port', { ports: [port], sender: ours, senderFrame: {} });
  ipc.emit('letterpress:port', { ports: [], sender: ours, senderFrame: ours.mainFrame });
  expect(connected).toHaveLength(0);
  ipc.emit('letterpress:port', { ports: [port], sender: ours, senderFrame: ours.mainFrame });
  expect(connected).toHaveLength(1);
});

it('serves the interface with its policy and nothing outside of its folder', async () => {
  mkdirSync(join(folder, 'renderer'));
  writeFileSync(join(folder, 'renderer', 'index.html'), '<p>hello</p>');
  writeFileSync(join(folder, 'secrets.html'), 'secret');
  serveProtocol({
    rendererFolder: join(folder, 'renderer'),
    takeExport: () => null,
    readMedia: (id) => (id === 'abc' ? { type: 'image/png', data: Buffer.from('png') } : null),
  });
  const ask = (path: string) =>
    electron.state.handlers.get('app')?.(new Request(`app://letterpress${path}`)) as Promise<Response>;
  const page = await ask('/');
  expect(await page.text()).toContain('hello');
  expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
  for (const path of ['/..%2fsecrets.html', '/%2e%2e/secrets.html', '/nothing.html', '/app/media/unknown'])
    expect((await ask(path)).status).toBe(404);
  expect((await ask('/app/media/abc')).headers.get('content-type')).toBe('image/png');
});

it('opens a window that is sandboxed, goes nowhere, opens nothing and grants nothing', () => {
  openWindow({ preload: 'preload.cjs', stateFile: join(folder, 'window.json') });
  const window = electron.state.windows.at(-1);
  expect(window?.options['webPreferences']).toMatchObject({ sandbox: true, contextIsolation: true, nodeIntegration: false });
  let prevented = 0;
  const event = {
    preventDefault: () => {
      prevented += 1;
    },
  };
  const navigate = window?.contents.get('will-navigate') as (event: unknown, url: string) => void;
  navigate(event, 'https://elsewhere.example/');
  navigate(event, 'file:///etc/passwd');
  expect(prevented).toBe(2);
  navigate(event, 'app://letterpress/#/home');
  expect(prevented).toBe(2);
  expect(window?.open?.({ url: 'https://hearth.example/' })).toEqual({ action: 'deny' });
  expect(window?.open?.({ url: 'file:///etc/passwd' })).toEqual({ action: 'deny' });
  expect(electron.state.opened).toEqual(['https://hearth.example/']);
  const answers: boolean[] = [];
  for (const permission of ['media', 'geolocation', 'notifications', 'openExternal'])
    electron.state.permission?.(null, permission, (ok) => answers.push(ok));
  expect(answers).toEqual([false, false, false, false]);
});

it('opens the window where it was left, and in its place when that is off every screen or unreadable', () => {
  const stateFile = join(folder, 'window.json');
  openWindow({ preload: 'p', stateFile });
  const close = electron.state.windows.at(-1)?.on.get('close') as (() => void) | undefined;
  close?.();
  openWindow({ preload: 'p', stateFile });
  expect(electron.state.windows.at(-1)?.options).toMatchObject({ x: 40, y: 50, width: 1000, height: 700 });
  for (const text of ['{"x":9000,"y":50,"width":1000,"height":700,"maximized":false}', 'not json', '{}']) {
    writeFileSync(stateFile, text);
    openWindow({ preload: 'p', stateFile });
    expect(electron.state.windows.at(-1)?.options).toMatchObject({ width: 1280, height: 800 });
  }
});

it('has a menu whose orders reach the page', () => {
  const sent: string[] = [];
  installMenu(() => ({ webContents: { send: (_channel: string, command: string) => sent.push(command) } }) as never);
  const items = electron.state.menu.flatMap((menu) => menu.submenu ?? []);
  const labels = items.map((item) => item.label);
  for (const label of ['New campaign', 'Import contacts…', 'Undo', 'Redo', 'Search and commands', 'Campaigns'])
    expect(labels).toContain(label);
  items.find((item) => item.label === 'New campaign')?.click?.();
  items.find((item) => item.label === 'Test inbox')?.click?.();
  expect(sent).toEqual(['new-campaign', 'go-test-inbox']);
  const shortcuts = items.map((item) => item.accelerator).filter(Boolean);
  expect(new Set(shortcuts).size).toBe(shortcuts.length);
});
