import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** Where harm is done: as the step is asked for, in the middle of the message, or after the server has taken it. */
export const points = ['connect', 'ehlo', 'starttls', 'auth', 'mail', 'rcpt', 'data', 'body', 'dot', 'rset', 'quit'] as const;
export type Point = (typeof points)[number];
export const harms = ['cut', 'reset', 'stall', '421'] as const;
export type Harm = (typeof harms)[number];

const steps: Record<string, Point> = {
  EHLO: 'ehlo',
  STARTTLS: 'starttls',
  AUTH: 'auth',
  MAIL: 'mail',
  RCPT: 'rcpt',
  DATA: 'data',
  RSET: 'rset',
  QUIT: 'quit',
};

/** Stands between a client and a mail server, does harm at one point of the protocol some times, and else lets everything through. */
export async function chaosProxy(chaos: { to: number; at: Point; harm: Harm; times?: number }) {
  let left = chaos.times ?? 1;
  const open = new Set<Socket>();
  const due = (point: Point): boolean => point === chaos.at && left > 0 && left-- > 0;
  const server = createServer((near) => {
    open.add(near);
    near.on('close', () => open.delete(near));
    near.on('error', () => near.destroy());
    if (due('connect')) harmTo(near, chaos.harm);
    else through(near, connect(chaos.to, '127.0.0.1'), { harm: chaos.harm, due });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    harmed: () => (chaos.times ?? 1) - left,
    stop: () => {
      for (const socket of open) socket.destroy();
      return new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

function through(near: Socket, far: Socket, chaos: { harm: Harm; due: (point: Point) => boolean }): void {
  let mode: 'commands' | 'body' | 'answer is lost' | 'encrypted' | 'harmed' = 'commands';
  let body = '';
  const harm = () => {
    mode = 'harmed';
    far.destroy();
    harmTo(near, chaos.harm);
  };
  const end = () => {
    if (mode === 'harmed') return;
    near.destroy();
    far.destroy();
  };
  near.on('close', () => far.destroy());
  far.on('close', end);
  far.on('error', end);
  far.on('data', (chunk) => {
    if (mode === 'harmed') return;
    if (mode === 'answer is lost') return harm();
    if (mode === 'commands' && /^354/m.test(chunk.toString('latin1'))) mode = 'body';
    near.write(chunk);
  });
  near.on('data', (chunk) => {
    const text = chunk.toString('latin1');
    if (mode === 'encrypted' || mode === 'answer is lost') far.write(chunk);
    else if (mode === 'body') inBody(text);
    else inCommands(text);
  });

  /** Several commands may come at once, where the server offers that. */
  function inCommands(text: string): void {
    for (const line of text.split(/(?<=\n)/)) {
      if (mode === 'harmed') return;
      const step = steps[line.split(/[\s:]/)[0] ?? ''];
      if (step && chaos.due(step)) {
        harm();
        return;
      }
      if (step === 'starttls') mode = 'encrypted';
      far.write(line);
    }
  }

  function inBody(text: string): void {
    const half = Math.floor(text.length / 2);
    if (body === '' && chaos.due('body')) {
      far.write(Buffer.from(text.slice(0, half), 'latin1'));
      harm();
      return;
    }
    const before = body.length;
    body += text;
    const dot = body.indexOf(END);
    const lost = dot >= 0 && chaos.due('dot');
    // A server that says 421 instead of taking the message has not taken it.
    if (lost && chaos.harm === '421') {
      harm();
      return;
    }
    const end = dot < 0 ? body.length : dot + END.length;
    far.write(Buffer.from(body.slice(before, end), 'latin1'));
    if (dot < 0) return;
    // What comes behind the message is the envelope of the next one.
    const next = body.slice(end);
    body = '';
    mode = lost ? 'answer is lost' : 'commands';
    if (lost) far.write(Buffer.from(next, 'latin1'));
    else inCommands(next);
  }
}

const END = '\r\n.\r\n';

function harmTo(near: Socket, harm: Harm): void {
  if (harm === 'cut') near.end();
  else if (harm === 'reset') near.resetAndDestroy();
  else if (harm === '421') near.end('421 4.3.2 Service shutting down\r\n');
}
