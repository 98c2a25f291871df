import { useStore } from 'zustand';
import { RpcError } from '#shared/rpc/client.ts';
import type { FileSource } from '#shared/rpc/imports.ts';
import type { Api } from '#shared/rpc/rpc.ts';
import { bridge } from './connection/bridge.ts';
import { openChannel } from './connection/channels.ts';
import { createConnection } from './connection/connection.ts';
import { sameWorkspace } from './connection/same-workspace.ts';

const live = createConnection<Api>({ open: openChannel, greet: sameWorkspace() });

/** Everything that the main process offers. Survives reconnects; calls made while there is no connection wait for one. */
export const api: Api = live.api;

export const connection = live.state;
export const useConnection = () => useStore(connection, ({ state }) => state);

/** Makes a dropped or chosen file readable for the main process: by its path, or by handing it over. */
export async function uploadFile(file: File): Promise<FileSource> {
  if (bridge) return { path: bridge.pathForFile(file) };
  const answer = await fetch(`/app/uploads?name=${encodeURIComponent(file.name)}`, {
    method: 'POST',
    body: file,
    headers: { 'content-type': 'application/octet-stream', 'x-letterpress': '1' },
  }).catch(() => null);
  if (!answer?.ok) {
    throw new RpcError({
      code: 'uploads.failed',
      kind: 'unavailable',
      message: `${file.name} could not be read. Is it still there, and is Letterpress running?`,
    });
  }
  // Our own server's answer; its shape is part of the same build.
  const { id } = (await answer.json()) as { id: string };
  return { upload: id };
}

/** Hands text to the person as a file. */
export function downloadText(fileName: string, text: string, type = 'text/csv'): void {
  const url = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }));
  const link = document.createElement('a');
  link.href = url;
  link.download = fileName;
  link.click();
  // The browser reads the blob after the click has returned.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
