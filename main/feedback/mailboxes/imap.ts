import { ImapFlow } from 'imapflow';
import type { MailboxSettings } from '#shared/rpc/feedback.ts';
import type { SignIn } from './sign-in.ts';

const CONNECT_MS = 20_000;
/** Servers end an idle connection after half an hour at the earliest. */
const IDLE_MS = 9 * 60_000;
const SILENCE_MS = 10 * 60_000;

/** A connection of its own for each time; it is not usable before `connect`. */
export function imapClient(settings: MailboxSettings, signIn: SignIn): ImapFlow {
  const { host, port, security } = settings;
  const secure = security === 'tls' || (security === 'auto' && port === 993);
  const client = new ImapFlow({
    host,
    port,
    secure,
    // A password does not leave over a connection that others can read.
    ...(!secure && (security === 'starttls' || !isLoopback(host)) ? { doSTARTTLS: true } : {}),
    auth: signIn,
    clientInfo: { name: 'Letterpress' },
    logger: false,
    disableAutoIdle: true,
    maxIdleTime: IDLE_MS,
    connectionTimeout: CONNECT_MS,
    greetingTimeout: CONNECT_MS,
    socketTimeout: SILENCE_MS,
    maxLiteralSize: 16 * 1024 * 1024,
  });
  // Whatever fails reaches the caller of a command, or `close`; without a listener it would end the process.
  client.on('error', () => undefined);
  return client;
}

const isLoopback = (host: string): boolean => host === 'localhost' || host === '::1' || host.startsWith('127.');
