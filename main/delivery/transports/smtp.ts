import { Transform } from 'node:stream';
import SMTPConnection from 'nodemailer/lib/smtp-connection';
import { isAscii } from '../address.ts';
import { classifyReply, type Outcome, type Stage, wordsOnly } from '../ledger/outcome.ts';
import type { Envelope, Line, NoLine, Opened } from '../loop/line.ts';
import { type Timing, usualTiming } from '../loop/timing.ts';
import { type Dialogue, dialogueOf } from './smtp-dialogue.ts';
import type { SmtpSettings } from './transports.store.ts';

type Dialled = { connection: SMTPConnection; encrypted: boolean; offersAuth: boolean; offersUtf8: boolean };

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
      const offersUtf8 = /^250[ -]SMTPUTF8\b/im.test(String(connection.lastServerResponse));
      resolve({ connection, encrypted: connection.secure, offersAuth: connection.allowsAuth, offersUtf8 });
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
  return { line: smtpLine(dialled, settings.host, patience) };
}

function smtpLine({ connection, offersUtf8 }: Dialled, host: string, { connectMs }: Patience): Line {
  const dialogue = dialogueOf(connection);
  let busy = false;
  let closed = false;
  return {
    isOpen: () => !closed && !connection.destroyed,
    close: () => {
      if (!closed && !busy && !connection.destroyed) {
        connection.quit();
        setTimeout(() => connection.close(), GOODBYE_MS).unref();
      } else connection.close();
      closed = true;
    },
    deliver: async (envelope, raw) => {
      const impossible = offersUtf8 ? null : unspeakable(envelope, host);
      if (impossible) return impossible;
      dialogue.begin();
      busy = true;
      const outcome = await deliver(connection, envelope, raw, { dialogue, resetMs: connectMs });
      busy = false;
      return outcome.is === 'accepted' ? outcome : { ...outcome, dialogue: dialogue.lines() };
    },
  };
}

/** How long an idle connection may take to say goodbye. */
const GOODBYE_MS = 1_000;

/** An address that only SMTPUTF8 can name must not be said to a server without it: it would be garbled or misread. */
function unspeakable({ from, to }: Envelope, host: string): Outcome | null {
  const words = (whose: string) =>
    wordsOnly(`${host} cannot deal with letters beyond a–z before the @ (it does not offer SMTPUTF8), and ${whose} has some.`);
  if (!isAscii(from)) return { is: 'trouble', with: 'sender', ...words(`the sender’s address ${from}`) };
  return isAscii(to) ? null : { is: 'refused', reason: 'other', ...words('this address') };
}

function deliver(
  connection: SMTPConnection,
  envelope: Envelope,
  raw: Buffer,
  { dialogue, resetMs }: { dialogue: Dialogue; resetMs: number },
): Promise<Outcome> {
  return new Promise((resolve) => {
    let begun = false;
    let known: Outcome | undefined;
    const settled = (outcome: Outcome) => {
      connection.off('end', lost);
      resolve(outcome);
    };
    // A connection that we close ourselves forgets the message in flight without calling back.
    const lost = () => setImmediate(() => settled(known ?? withoutAnswer(begun, 'The connection was closed.')));
    connection.once('end', lost);
    // Asked for exactly when the server is ready for the body, so we know whether any of it can have left.
    const body = {
      pipe: (stream: NodeJS.WritableStream) => {
        begun = true;
        dialogue.note(`C: (the message, ${raw.length} bytes)`);
        hand(stream, raw);
      },
    };
    connection.send(
      // Said only to servers that offer it: a bounce then names the message by its mark.
      { from: envelope.from, to: [envelope.to], size: raw.length, dsn: { envid: envelope.mark } },
      // Of a readable stream nodemailer uses nothing but `pipe` when there is no `on`.
      body as unknown as NodeJS.ReadableStream as never,
      (error, info) => {
        if (!error) return settled(accepted(info?.response ?? ''));
        known = failed(error, begun, raw.length);
        const outcome = known;
        if (begun || connection.destroyed) return settled(outcome);
        // The server still holds the envelope that it refused; without this it would refuse the next one as nested.
        const patience = setTimeout(() => connection.close(), resetMs);
        connection.reset((refused) => {
          clearTimeout(patience);
          if (refused) connection.close();
          settled(outcome);
        });
      },
    );
  });
}

const END = Buffer.from('.\r\n');
/** What is longer goes in many packets anyway, and copying it costs more than another one. */
const ONE_PACKET = 65_536;

/**
 * nodemailer looks at every octet for line breaks to mend and dots to double. Composed messages have neither, so they
 * go past that to what it reads from, together with the end mark in one packet: a fifth of the time of a message.
 */
function hand(stream: NodeJS.WritableStream, raw: Buffer): void {
  if (!(stream instanceof Transform)) return void stream.end(raw);
  if (raw.length < ONE_PACKET) stream.push(Buffer.concat([raw, END]));
  else for (const piece of [raw, END]) stream.push(piece);
  stream.push(null);
}

function accepted(response: string): Outcome {
  const enhancedCode = /^\d{3}[ -](\d\.\d{1,3}\.\d{1,3})\b/.exec(response)?.[1] ?? null;
  return { is: 'accepted', code: Number(response.slice(0, 3)) || null, enhancedCode, reply: response.trim().slice(0, 500) };
}

function failed(error: SmtpError, begun: boolean, bytes: number): Outcome {
  // Anything but a refusal out of turn, such as a stray 250, says nothing about this message.
  if (/^[45]\d\d/.test(error.response ?? '')) return classifyReply({ stage: stageOf(error), reply: error.response ?? '' });
  if (!begun && error.code === 'EMESSAGE')
    return { is: 'trouble', with: 'sender', ...wordsOnly(`${error.message} bytes; this message has ${bytes}.`) };
  // Caught before anything was said to the server: an address that no server could be asked about.
  if (!begun && error.code === 'EENVELOPE') return { is: 'refused', reason: 'other', ...wordsOnly(error.message) };
  return withoutAnswer(begun, plainWords(error));
}

const withoutAnswer = (begun: boolean, words: string): Outcome =>
  begun
    ? { is: 'uncertain', ...wordsOnly(`No answer came after the message was handed over: ${words}`) }
    : { is: 'unsent', ...wordsOnly(words) };

function stageOf(error: SmtpError): Stage {
  if (error.command === 'MAIL FROM') return 'mail';
  if (error.command === 'RCPT TO') return 'rcpt';
  if (error.command === 'DATA') return error.code === 'EMESSAGE' ? 'body' : 'data';
  // A 421 out of turn: the server closes the connection, whatever was asked.
  return 'data';
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

function plainWords(error: SmtpError): string {
  const code = error.originalCode ?? error.code ?? '';
  if (/ENOTFOUND|EAI_AGAIN|EDNS/.test(code)) return 'the name of the server was not found. Is the computer online?';
  if (code === 'ECONNREFUSED' || /ECONNREFUSED/.test(error.message)) return 'nothing answers there. Is the port right?';
  if (code === 'ETIMEDOUT') return 'no answer came in time.';
  if (code === 'ECONNRESET' || code === 'EPIPE' || /closed unexpectedly/.test(error.message))
    return 'the server closed the connection.';
  return error.message;
}

const isLoopback = (host: string): boolean => host === 'localhost' || host === '::1' || host.startsWith('127.');
