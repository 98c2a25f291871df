import { connect as connectPlain, isIP, type Socket } from 'node:net';
import { connect as connectTls, type PeerCertificate, type TLSSocket } from 'node:tls';

export type Reply = { code: number; lines: string[]; text: string };
export type Encryption = { protocol: string; certificate: PeerCertificate; invalid: string | null };

/** A conversation with a mail server, one command at a time, of which every word is seen. For checks; mail leaves otherwise. */
export type Talk = {
  /** The next reply, to `line` where one is said. Rejects where the server is silent or gone. */
  reply: (line?: string) => Promise<Reply>;
  /** Encrypts what follows. A certificate that is not valid does not end it: the caller decides. */
  encrypt: () => Promise<Encryption>;
  close: () => void;
};

const LONGEST_REPLY = 64 * 1024;

export async function openTalk(to: { host: string; port: number; timeoutMs: number }): Promise<Talk> {
  const { host, port, timeoutMs } = to;
  let socket: Socket | TLSSocket = connectPlain({ host, port });
  let buffer = '';
  let lines: string[] = [];
  let ended: Error | null = null;
  let waiting: { resolve: (reply: Reply) => void; reject: (error: Error) => void } | null = null;

  const end = (error: Error) => {
    ended ??= error;
    waiting?.reject(ended);
    waiting = null;
  };
  const read = () => {
    if (!waiting) return;
    for (let at = buffer.indexOf('\n'); at >= 0; at = buffer.indexOf('\n')) {
      const line = buffer.slice(0, at).replace(/\r$/, '');
      buffer = buffer.slice(at + 1);
      lines.push(line);
      if (/^\d{3}-/.test(line)) continue;
      const { resolve } = waiting;
      const said = lines;
      waiting = null;
      lines = [];
      return resolve({ code: Number(line.slice(0, 3)) || 0, lines: said.map((one) => one.slice(4)), text: said.join('\n') });
    }
  };
  const listen = (to: Socket) => {
    to.setEncoding('utf8');
    to.on('data', (data: string) => {
      buffer += data;
      if (buffer.length > LONGEST_REPLY) to.destroy(new Error('the answer is longer than any mail server gives'));
      else read();
    });
    to.on('error', end);
    to.on('close', () => end(new Error('the server closed the connection.')));
  };
  const within = <Value>(what: string, work: Promise<Value>): Promise<Value> => {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_resolve, reject) => {
      timer = setTimeout(() => reject(Object.assign(new Error(what), { code: 'ETIMEDOUT' })), timeoutMs);
    });
    return Promise.race([work, late]).finally(() => clearTimeout(timer));
  };
  const opened = (to: Socket, event: 'connect' | 'secureConnect') =>
    new Promise<void>((resolve, reject) => {
      to.once(event, resolve);
      to.once('error', reject);
      to.once('close', () => reject(new Error('the server closed the connection.')));
    });

  try {
    await within('no connection came about in time.', opened(socket, 'connect'));
  } catch (error) {
    socket.destroy();
    throw error;
  }
  listen(socket);

  return {
    reply: (line) => {
      const answer = new Promise<Reply>((resolve, reject) => {
        if (ended && !buffer.includes('\n')) return reject(ended);
        waiting = { resolve, reject };
        read();
      });
      if (line !== undefined) socket.write(`${line}\r\n`);
      return within('no answer came in time.', answer);
    },
    encrypt: async () => {
      const plain = socket;
      plain.removeAllListeners('data');
      plain.removeAllListeners('close');
      // A server that speaks on before it is encrypted could slip in words of somebody between.
      buffer = '';
      const secure = connectTls({ socket: plain, host, ...(isIP(host) ? {} : { servername: host }), rejectUnauthorized: false });
      await within('the encryption was not agreed upon in time.', opened(secure, 'secureConnect'));
      socket = secure;
      listen(secure);
      return {
        protocol: secure.getProtocol() ?? '',
        certificate: secure.getPeerCertificate(),
        invalid: secure.authorized ? null : String(secure.authorizationError ?? 'UNKNOWN'),
      };
    },
    close: () => {
      socket.on('error', () => undefined);
      if (!ended && socket.writable) socket.end('QUIT\r\n');
      setTimeout(() => socket.destroy(), 500).unref();
    },
  };
}
