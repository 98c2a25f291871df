import type { WebSocket } from 'ws';
import type { Channel } from '#shared/rpc/wire.ts';
import type { Logger } from '../../base/logger.ts';

/** The contract's channel over a WebSocket, as JSON. A frame that is no JSON ends the connection. */
export function webSocketChannel(socket: WebSocket, logger: Logger): Channel {
  socket.on('error', (error) => logger.warn('a window lost its connection', { error }));
  return {
    send: (message) => socket.send(JSON.stringify(message)),
    onMessage: (listener) => {
      socket.on('message', (data) => {
        let message: unknown;
        try {
          message = JSON.parse(String(data));
        } catch {
          socket.close(1003, 'not JSON');
          return;
        }
        listener(message);
      });
    },
    onClose: (listener) => void socket.on('close', listener),
    close: () => socket.close(),
  };
}
