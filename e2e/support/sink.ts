import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, createReadStream, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { endWithUs } from './app.ts';
import { freePort, untilListening } from './ports.ts';

const SMTP_SINK = '/usr/sbin/smtp-sink';
export const hasSmtpSink = existsSync(SMTP_SINK);

export type Sink = {
  port: number;
  /** How often each address got a message, in what the sink wrote down. */
  received: () => Promise<Map<string, number>>;
  stop: () => Promise<void>;
};

/** Postfix's `smtp-sink`, which takes every message and writes it to a file together with its envelope. */
export async function startSink(): Promise<Sink> {
  const folder = mkdtempSync(join(tmpdir(), 'letterpress-sink-'));
  chmodSync(folder, 0o777);
  const file = join(folder, 'messages');
  const port = await freePort();
  const user = process.getuid?.() === 0 ? ['-u', 'nobody'] : [];
  const child = spawn(SMTP_SINK, ['-4', ...user, '-D', file, `127.0.0.1:${port}`, '1024'], { cwd: folder, stdio: 'ignore' });
  endWithUs(child);
  await untilListening(port);
  return {
    port,
    received: () => count(file),
    stop: async () => {
      const exit = once(child, 'exit');
      child.kill();
      await exit;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function count(file: string): Promise<Map<string, number>> {
  const counts = new Map<string, number>();
  if (!existsSync(file)) return counts;
  for await (const line of createInterface({ input: createReadStream(file) })) {
    const address = /^X-Rcpt-Args: <([^>]+)>/.exec(line)?.[1];
    if (address) counts.set(address, (counts.get(address) ?? 0) + 1);
  }
  return counts;
}
