import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { MessageChannel } from 'node:worker_threads';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { createClient } from '#shared/rpc/client.ts';
import type { Api } from '#shared/rpc/rpc.ts';
import { type App, openApp } from './app.ts';
import { keyFileSeal } from './base/file-secrets.ts';
import { silentLogger } from './base/logger.ts';
import { temporaryFolder } from './db/testing.ts';

let folder: string;
let app: App;
const ending: (() => unknown)[] = [];
beforeEach(() => {
  const made = temporaryFolder();
  folder = made.folder;
  mkdirSync(join(folder, 'renderer'));
  writeFileSync(join(folder, 'renderer', 'index.html'), '<title>Letterpress</title>');
  ending.push(made.remove);
});
afterEach(async () => {
  for (const end of ending.splice(0).reverse()) await end();
});

async function open(): Promise<void> {
  const opened = await openApp({
    dataFolder: join(folder, 'data'),
    logger: silentLogger,
    seal: keyFileSeal(join(folder, 'secrets.key')),
    rendererFolder: join(folder, 'renderer'),
    desktop: false,
    port: 0,
    publicPort: 0,
    listen: true,
  });
  app = opened;
  ending.push(opened.close);
}

/** A window of the desktop: each of its connections belongs to the workspace that it shows. */
function desktopWindow() {
  let shown = app.workspaceId;
  return {
    connect: (): Api => {
      const { port1, port2 } = new MessageChannel();
      ending.push(() => port1.close());
      const channelOf = (port: typeof port1) => ({
        send: (message: unknown) => port.postMessage(message),
        onMessage: (listener: (message: unknown) => void) => void port.on('message', listener),
        onClose: (listener: () => void) => void port.on('close', listener),
        close: () => port.close(),
      });
      app.connect(channelOf(port2), {
        workspaceId: shown,
        switchTo: (chosen) => {
          shown = chosen;
        },
      });
      return createClient<Api>(channelOf(port1));
    },
  };
}

/** A browser with a session of its own; each of its connections is a window. */
async function browser() {
  const opened = await fetch(app.url, { redirect: 'manual' });
  const cookie = (opened.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
  const { origin, host } = new URL(app.url);
  return {
    connect: async () => {
      const socket = new WebSocket(`ws://${host}/rpc`, { headers: { origin, cookie } });
      ending.push(() => socket.terminate());
      await once(socket, 'open');
      const api = createClient<Api>({
        send: (message) => socket.send(JSON.stringify(message)),
        onMessage: (listener) => void socket.on('message', (data) => listener(JSON.parse(String(data)))),
        onClose: (listener) => void socket.on('close', listener),
        close: () => socket.close(),
      });
      return { api, socket };
    },
    media: (id: string) => fetch(`${origin}/app/media/${id}`, { headers: { cookie } }),
  };
}

const peopleOf = async (api: Api) => (await api.contacts.page({})).total;

it('switches a window to another workspace with its next connection, and only then', async () => {
  await open();
  const window = desktopWindow();
  const before = window.connect();
  expect(await before.app.workspaces({})).toEqual([{ id: app.workspaceId, name: 'My workspace', current: true }]);
  const { id } = await before.app.createWorkspace({ name: '  Gallery ' });
  await before.app.switchWorkspace({ id });
  expect(await peopleOf(before)).toBeGreaterThan(0);
  const after = window.connect();
  expect(await after.app.info({})).toMatchObject({ workspaceId: id, workspaceName: 'Gallery' });
  expect((await after.app.workspaces({})).map(({ name, current }) => [name, current])).toEqual([
    ['My workspace', false],
    ['Gallery', true],
  ]);
  await expect(after.app.switchWorkspace({ id: 'nope' })).rejects.toMatchObject({ code: 'workspaces.unknown' });
  await expect(after.app.createWorkspace({ name: ' ' })).rejects.toMatchObject({ kind: 'invalid' });
});

it('begins a new workspace empty but for the test inbox', async () => {
  await open();
  const window = desktopWindow();
  const first = window.connect();
  await first.app.switchWorkspace(await first.app.createWorkspace({ name: 'Gallery' }));
  const api = window.connect();
  expect(await peopleOf(api)).toBe(0);
  expect(await api.lists.all({})).toEqual([]);
  expect(await api.brands.all({})).toEqual([]);
  expect(await api.transports.all({})).toMatchObject([{ kind: 'inbox', name: 'Test inbox' }]);
});

it('tells the windows of every workspace that there is one more', async () => {
  await open();
  const api = desktopWindow().connect();
  const changes = api.app.watchChanges({})[Symbol.asyncIterator]();
  const next = changes.next();
  await api.app.createWorkspace({ name: 'Gallery' });
  expect((await next).value).toEqual({ topics: ['workspaces'] });
  await changes.return?.();
});

it('moves a browser with all of its windows and their pictures, and no other browser', async () => {
  await open();
  const [here, elsewhere] = [await browser(), await browser()];
  const [one, two, other] = [await here.connect(), await here.connect(), await elsewhere.connect()];
  const [picture] = await one.api.media.all({});
  expect((await here.media(picture?.id ?? '')).status).toBe(200);
  const { id } = await one.api.app.createWorkspace({ name: 'Gallery' });
  const closed = once(two.socket, 'close');
  await one.api.app.switchWorkspace({ id });
  await closed;
  expect(one.socket.readyState).toBe(WebSocket.OPEN);
  expect(await peopleOf((await here.connect()).api)).toBe(0);
  expect((await here.media(picture?.id ?? '')).status).toBe(404);
  expect(await peopleOf(other.api)).toBeGreaterThan(0);
  expect((await (await elsewhere.connect()).api.app.info({})).workspaceId).not.toBe(id);
  expect((await (await (await browser()).connect()).api.app.info({})).workspaceId).toBe(id);
});

it('opens the workspace that was used last after a restart, with what was done in it', async () => {
  await open();
  const first = app.workspaceId;
  const window = desktopWindow();
  const api = window.connect();
  const { id } = await api.app.createWorkspace({ name: 'Gallery' });
  await api.app.switchWorkspace({ id });
  await window.connect().contacts.create({ email: 'mira@gallery.example' });
  await app.close();
  await open();
  expect(app.workspaceId).toBe(id);
  const again = desktopWindow().connect();
  expect(await peopleOf(again)).toBe(1);
  expect((await again.app.workspaces({})).map((workspace) => workspace.id)).toEqual([first, id]);
});

it('leaves no workspace behind where a backup cannot be read', async () => {
  await open();
  const file = join(folder, 'broken.letterpress');
  writeFileSync(file, 'no backup');
  await expect(app.command({ name: 'restore', input: { file } })).rejects.toThrow();
  expect(await desktopWindow().connect().app.workspaces({})).toHaveLength(1);
});
