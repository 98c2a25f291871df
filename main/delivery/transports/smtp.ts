import type { Socket } from 'node:net';
import SMTPConnection from 'nodemailer/lib/smtp-connection';
import type { NoLine, Opened } from '../loop/line.ts';
import { type Timing, usualTiming } from '../loop/timing.ts';
import { plainWords } from './smtp-replies.ts';
import { type Offers, readOffers, smtpSession } from './smtp-session.ts';
import type { SmtpSettings } from './transports.store.ts';

type Dialled = { connection: SMTPConnection; encrypted: boolean; offersAuth: boolean; offers: Offers };

export type Patience = Pick<Timing, 'connectMs' | 'answerMs'>;

type SmtpError = Error & {
  code?: string | undefined;
  command?: string | undefined;
  response?: string | undefined;
  responseCode?: number | undefined;
  originalCode?: string | undefined;
};

/** Connects, greets and encrypts, but does not log in. */
function dial(settings: SmtpSettings, { connectMs, answerMs }: Patience): Promise<Dialled | NoLine> {
  const secure = settings.security === 'tls' || (settings.security === 'auto' && settings.port === 465);
  const connection = new SMTPConnection({
    host: settings.host,
    port: settings.port,
    secure,
    requireTLS: settings.security === 'starttls',
    ignoreTLS: settings.security === 'none',
    connectionTimeout: connectMs,
    greetingTimeout: connectMs,
    socketTimeout: answerMs,
    socketCloseTimeout: 1_000,
    allowInternalNetworkInterfaces: true,
  });
  return new Promise((resolve) => {
    const fail = (error: SmtpError) => resolve(noLine(settings, error));
    connection.once('error', fail);
    connection.connect((error) => {
      if (error) return fail(error);
      connection.off('error', fail);
      // From here on failures reach the callback of whatever was asked; without a listener they would end the process.
      connection.on('error', () => undefined);
      // What it says last before this is what it offers.
      const offers = readOffers(String(connection.lastServerResponse));
      resolve({ connection, encrypted: connection.secure, offersAuth: connection.allowsAuth, offers });
    });
  });
}

/** Logs in. Null when it worked. */
function logIn(dialled: Dialled, settings: SmtpSettings, password: string): Promise<NoLine | null> {
  const { connection, encrypted, offersAuth } = dialled;
  if (!encrypted && !isLoopback(settings.host)) {
    return Promise.resolve(
      setup(`${settings.host} offers no encryption, so the password was not sent. Choose TLS or STARTTLS, or another port.`),
    );
  }
  // nodemailer would go on without logging in, and the messages would leave unauthenticated.
  if (!offersAuth) {
    return Promise.resolve(
      setup(
        `${settings.host} offers no login on port ${settings.port}, although a user name is set. Another port may, or it needs none.`,
      ),
    );
  }
  return new Promise((resolve) => {
    const lost = (error: SmtpError) => resolve(noLine(settings, error));
    connection.once('error', lost);
    connection.login({ user: settings.user, pass: password }, (error) => {
      connection.off('error', lost);
      if (!error) return resolve(null);
      resolve(noLine(settings, error));
    });
  });
}

export async function openSmtpLine(
  settings: SmtpSettings,
  password: string | null,
  patience: Patience = usualTiming,
): Promise<Opened> {
  const dialled = await dial(settings, patience);
  if ('line' in dialled) return dialled;
  if (settings.user) {
    const refused = password ? await logIn(dialled, settings, password) : setup(`The password of ${settings.user} is missing.`);
    if (refused) {
      dialled.connection.close();
      return refused;
    }
  }
  const { offers } = dialled;
  const session = { offers, host: settings.host, answerMs: patience.answerMs, resetMs: patience.connectMs };
  return { line: smtpSession(takeSocket(dialled.connection), session) };
}

const setup = (words: string): NoLine => ({ line: null, why: 'setup', words });

function noLine(settings: SmtpSettings, error: SmtpError): NoLine {
  const place = `${settings.host}:${settings.port}`;
  const reply = error.response?.replace(/\s+/g, ' ').trim();
  if (error.code === 'EAUTH') {
    const passing = (error.responseCode ?? 0) >= 400 && (error.responseCode ?? 0) < 500;
    const words = `${settings.host} refused the login of ${settings.user}${reply ? `: ${reply}` : '.'}`;
    return { line: null, why: passing ? 'slow-down' : 'auth', words };
  }
  if (reply && error.responseCode) {
    const passing = error.responseCode < 500;
    return { line: null, why: passing ? 'slow-down' : 'setup', words: `${place} answered: ${reply}` };
  }
  if (isTlsTrouble(error)) return setup(`The encrypted connection to ${place} could not be made: ${error.message}`);
  return { line: null, why: 'unreachable', words: `${place} could not be reached: ${plainWords(error)}` };
}

const isTlsTrouble = (error: SmtpError): boolean =>
  error.code === 'ETLS' ||
  /certificate|self.signed|CERT_|SSL|TLS|wrong version number/i.test(`${error.originalCode} ${error.message}`);

/**
 * The library opens, encrypts and logs in; what is said about messages is ours. So its listeners leave the socket. They
 * are no part of its interface, which offers no other way to the encrypted socket.
 */
function takeSocket(connection: SMTPConnection): Socket {
  const socket = connection._socket;
  const listeners = connection as unknown as Record<string, (...args: unknown[]) => void>;
  if (!socket) throw new Error('the connection has no socket');
  for (const event of ['data', 'error', 'close', 'end', 'timeout']) {
    const listener = listeners[`_onSocket${event[0]?.toUpperCase()}${event.slice(1)}`];
    if (!listener || !socket.listeners(event).includes(listener)) throw new Error(`the connection does not listen to ${event}`);
    socket.removeListener(event, listener);
  }
  return socket;
}

const isLoopback = (host: string): boolean => host === 'localhost' || host === '::1' || host.startsWith('127.');
