import type { AddressInfo } from 'node:net';
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server';
import type { Changes } from '../../base/changes.ts';
import type { Clock } from '../../base/clock.ts';
import { newId } from '../../base/ids.ts';
import type { Logger } from '../../base/logger.ts';
import type { WriteDb } from '../../db/db.ts';
import { createAnnouncer } from '../loop/announce.ts';
import { insertReceived, type Received, trimInbox } from './inbox.store.ts';
import { peek } from './inbox-view.ts';

/** A real SMTP server inside the app. Everything that is sent to it stays here and can be looked at. */
export type Inbox = {
  start: () => Promise<void>;
  stop: () => Promise<void>;
  /** Null while it does not run. */
  port: () => number | null;
};

/** The newest so many are kept. */
const KEEP = 50_000;
const TRIM_EVERY = 1_000;
const MOST_BYTES = 50 * 1024 * 1024;

export function createInbox(options: { db: WriteDb; clock: Clock; changes: Changes; logger: Logger; keep?: number }): Inbox {
  const { db, clock, logger } = options;
  const announcer = createAnnouncer(options.changes, 'inbox');
  let waiting: { received: Received; done: (error?: Error | null) => void }[] = [];
  let sinceTrim = 0;
  let server: SMTPServer | null = null;

  /** Messages that arrive in one turn of the event loop share one write to the disk. */
  function keep(): void {
    const batch = waiting;
    waiting = [];
    try {
      db.transaction(() => {
        for (const { received } of batch) insertReceived(db, received);
        sinceTrim += batch.length;
        if (sinceTrim >= Math.min(TRIM_EVERY, options.keep ?? KEEP)) {
          trimInbox(db, options.keep ?? KEEP);
          sinceTrim = 0;
        }
      });
    } catch (error) {
      logger.error('the test inbox could not keep messages', { error });
      const answer = Object.assign(new Error('The test inbox could not keep the message'), { responseCode: 451 });
      for (const { done } of batch) done(answer);
      return;
    }
    for (const { done } of batch) done();
    announcer.soon();
  }

  function receive(raw: Buffer, session: SMTPServerSession, done: (error?: Error | null) => void): void {
    const now = clock();
    const received = {
      publicId: newId(now),
      receivedAt: now,
      from: session.envelope.mailFrom ? session.envelope.mailFrom.address : '',
      to: session.envelope.rcptTo.map((recipient) => recipient.address),
      ...peek(raw),
      raw,
    };
    waiting.push({ received, done });
    if (waiting.length === 1) setImmediate(keep);
  }

  return {
    port: () => (server ? (server.server.address() as AddressInfo).port : null),
    start: async () => {
      const listening = new SMTPServer({
        authOptional: true,
        disabledCommands: ['STARTTLS'],
        disableReverseLookup: true,
        allowInsecureAuth: true,
        banner: 'Letterpress test inbox',
        size: MOST_BYTES,
        closeTimeout: 1_000,
        // Any name and password will do: what comes here goes nowhere.
        onAuth: (auth, _session, callback) => callback(null, { user: auth.username ?? 'anybody' }),
        onData: (stream, session, callback) => collect(stream, (raw) => receive(raw, session, callback), callback),
      });
      // Errors of single connections, such as a client that goes away.
      listening.on('error', (error) => logger.debug('test inbox', { error }));
      await new Promise<void>((resolve, reject) => {
        listening.server.once('error', reject);
        listening.listen(0, '127.0.0.1', resolve);
      });
      server = listening;
    },
    stop: async () => {
      const closing = server;
      server = null;
      if (closing) await new Promise<void>((resolve) => closing.close(resolve));
      announcer.end();
    },
  };
}

function collect(stream: SMTPServerDataStream, take: (raw: Buffer) => void, refuse: (error: Error) => void): void {
  const chunks: Buffer[] = [];
  stream.on('data', (chunk: Buffer) => {
    if (!stream.sizeExceeded) chunks.push(chunk);
  });
  stream.once('end', () => {
    if (!stream.sizeExceeded) return take(Buffer.concat(chunks));
    refuse(Object.assign(new Error('The message is too large for the test inbox'), { responseCode: 552 }));
  });
}
