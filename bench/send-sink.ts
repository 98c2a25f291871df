import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import { userInfo } from 'node:os';
import { join } from 'node:path';

type Sink = { port: number; stop: () => Promise<void> };

/** Postfix's smtp-sink on a free port; it accepts and forgets. */
export async function startSink(): Promise<Sink> {
  const port = await freePort();
  // As root it insists on being told who to be instead.
  const who = userInfo().uid === 0 ? ['-u', 'nobody'] : [];
  const sink = spawn('smtp-sink', ['-4', ...who, `127.0.0.1:${port}`, '1024'], { stdio: 'ignore', cwd: '/tmp' });
  const ended = new Promise<void>((resolve, reject) => {
    sink.once('error', () => reject(new Error('smtp-sink is missing; it comes with Postfix')));
    sink.once('exit', () => resolve());
  });
  await Promise.race([ended, answers(port)]);
  return {
    port,
    stop: async () => {
      sink.kill();
      await ended;
    },
  };
}

/** A sink whose every answer takes so many milliseconds, as that of a server far away does. */
export async function startSlowSink(latency: number): Promise<Sink> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'send-slow-sink.mjs'), String(latency)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  return {
    port: Number(line.toString()),
    stop: async () => {
      const exit = once(child, 'exit');
      child.kill();
      await exit;
    },
  };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

async function answers(port: number): Promise<void> {
  for (let attempt = 0; attempt < 100; attempt++) {
    const open = await new Promise<boolean>((resolve) => {
      const socket = connect(port, '127.0.0.1', () => resolve(true));
      socket.once('error', () => resolve(false));
      socket.once('connect', () => socket.destroy());
    });
    if (open) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('smtp-sink does not answer');
}
