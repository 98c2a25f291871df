import type { Channel } from '#shared/rpc/wire.ts';
import { bridge } from './bridge.ts';

/** The way to the main process: a port from the preload on the desktop, a WebSocket in the browser. */
export const openChannel = (): Promise<Channel> => (bridge ? openPort() : openSocket());

function openPort(): Promise<Channel> {
  return new Promise((resolve) => {
    const receive = (event: MessageEvent) => {
      const port = event.ports[0];
      if (event.source !== window || event.data !== 'letterpress:port' || !port) return;
      window.removeEventListener('message', receive);
      resolve({
        send: (message) => port.postMessage(message),
        onMessage: (listener) => {
          port.addEventListener('message', (message) => listener(message.data));
          port.start();
        },
        onClose: (listener) => port.addEventListener('close', listener),
        close: () => port.close(),
      });
    };
    window.addEventListener('message', receive);
    window.postMessage('letterpress:connect', window.location.origin);
  });
}

function openSocket(): Promise<Channel> {
  const scheme = window.location.protocol === 'https:' ? 'wss' : 'ws';
  const socket = new WebSocket(`${scheme}://${window.location.host}/rpc`);
  return new Promise((resolve, reject) => {
    socket.addEventListener('close', () => reject(new Error('The server did not answer.')));
    socket.addEventListener('open', () =>
      resolve({
        send: (message) => socket.send(JSON.stringify(message)),
        onMessage: (listener) =>
          socket.addEventListener('message', (event) => {
            if (typeof event.data === 'string') listener(JSON.parse(event.data));
          }),
        onClose: (listener) => socket.addEventListener('close', () => listener()),
        close: () => socket.close(),
      }),
    );
  });
}
