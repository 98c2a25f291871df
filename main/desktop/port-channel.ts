import type { MessagePortMain } from 'electron';
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
