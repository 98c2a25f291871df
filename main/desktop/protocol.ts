import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { extname, join, normalize, sep } from 'node:path';
import { Readable } from 'node:stream';
import { protocol } from 'electron';
import { contentSecurityPolicy } from '../base/content-security-policy.ts';

export const ORIGIN = 'app://letterpress';

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.woff2': 'font/woff2',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
};

/** Must run before the app is ready. */
export function declareProtocol(): void {
  protocol.registerSchemesAsPrivileged([{ scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true } }]);
}

/** Serves the interface and the images of the workspace, and nothing else, under `app://letterpress/`. */
export function serveProtocol(options: {
  rendererFolder: string;
  readMedia: (id: string) => { type: string; data: Buffer } | null;
  takeExport: (id: string) => { path: string; fileName: string; type: string; done: () => void } | null;
}): void {
  protocol.handle('app', async (request) => {
    const url = new URL(request.url);
    if (url.origin !== ORIGIN && url.host !== 'letterpress') return new Response('Not found', { status: 404 });
    const media = /^\/app\/media\/([a-z0-9]+)$/.exec(url.pathname);
    if (media?.[1]) {
      const image = options.readMedia(media[1]);
      if (!image) return new Response('Not found', { status: 404 });
      return new Response(new Uint8Array(image.data), {
        headers: { 'content-type': image.type, 'x-content-type-options': 'nosniff' },
      });
    }
    const exported = /^\/app\/exports\/([a-z0-9]+)$/.exec(url.pathname);
    if (exported?.[1]) {
      const file = options.takeExport(exported[1]);
      if (!file) return new Response('Not found', { status: 404 });
      const body = createReadStream(file.path);
      body.once('close', file.done);
      // An attachment is not shown: Electron asks where to save it.
      return new Response(Readable.toWeb(body) as ReadableStream, {
        headers: {
          'content-type': file.type,
          'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(file.fileName)}`,
        },
      });
    }
    return serveFile(options.rendererFolder, url.pathname);
  });
}

async function serveFile(folder: string, pathname: string): Promise<Response> {
  const file = normalize(join(folder, pathname === '/' ? 'index.html' : decodeURIComponent(pathname)));
  const type = TYPES[extname(file)];
  if (!file.startsWith(folder + sep) || !type) return new Response('Not found', { status: 404 });
  try {
    const body = await readFile(file);
    return new Response(new Uint8Array(body), {
      headers: { 'content-type': type, 'content-security-policy': contentSecurityPolicy, 'x-content-type-options': 'nosniff' },
    });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    return new Response('Not found', { status: 404 });
  }
}
