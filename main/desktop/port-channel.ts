import type { IpcMain, MessagePortMain, WebContents } from 'electron';
import type { Channel } from '#shared/rpc/wire.ts';

/** The contract's channel over a port that the window handed in. */
export function portChannel(port: MessagePortMain): Channel {
  return {
    send: (message) => port.postMessage(message),
    onMessage: (listener) => {
      port.on('message', (event) => listener(event.data));
      port.start();
    },
    onClose: (listener) => void port.on('close', listener),
    close: () => port.close(),
  };
}

/** Takes ports from our own window's page and from nobody else. */
export function acceptPorts(
  ipc: IpcMain,
  ports: { isOurs: (contents: WebContents) => boolean; connect: (channel: Channel) => void },
): void {
  ipc.on('letterpress:port', (event) => {
    const [port] = event.ports;
    const isPage = event.senderFrame !== null && event.senderFrame === event.sender.mainFrame;
    if (port && isPage && ports.isOurs(event.sender)) ports.connect(portChannel(port));
  });
}
