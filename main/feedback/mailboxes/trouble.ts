import { z } from 'zod';
import type { MailboxSettings } from '#shared/rpc/feedback.ts';
import { messageOf } from '../../base/errors.ts';

/** Why a mailbox cannot be read, in plain words; `asks`: nothing changes before a person does something. */
export type Trouble = {
  words: string;
  asks: boolean;
  /** Whether it was the login that failed. */
  login: boolean;
};

const facts = z.object({
  code: z.string().optional(),
  authenticationFailed: z.boolean().optional(),
  responseText: z.string().optional(),
  serverResponseCode: z.string().optional(),
  mailboxMissing: z.boolean().optional(),
  tlsFailed: z.boolean().optional(),
});

/** What the library, Node or the server say went wrong. */
export function troubleOf(error: unknown, settings: MailboxSettings): Trouble {
  const {
    code = '',
    authenticationFailed,
    responseText = '',
    serverResponseCode,
    mailboxMissing,
    tlsFailed,
  } = facts.catch({}).parse(error);
  const { host, port, user, folder, signIn } = settings;
  const said = responseText ? ` It said: ${responseText.slice(0, 300)}` : '';
  if (authenticationFailed) {
    if (serverResponseCode === 'UNAVAILABLE')
      return { words: `${host} cannot check passwords at the moment.${said}`, asks: false, login: true };
    const what = signIn === 'oauth2' ? 'The token' : 'The user name or the password';
    return { words: `${what} was not accepted for ${user} by ${host}.${said}`, asks: true, login: true };
  }
  if (mailboxMissing || /NONEXISTENT/i.test(serverResponseCode ?? ''))
    return { words: `There is no folder “${folder}” in this mailbox.`, asks: true, login: false };
  const words =
    byCode(code, host, port) ??
    (CERTIFICATE.test(code) ? `The certificate of ${host} is not trusted (${code}). Is the server’s name right?` : null);
  if (words) return { words, asks: CERTIFICATE.test(code), login: false };
  if (tlsFailed)
    return { words: `${host} offers no encryption on port ${port}, so the password was not sent.`, asks: true, login: false };
  return { words: `${host} could not be read: ${responseText || messageOf(error)}`.slice(0, 400), asks: false, login: false };
}

const CERTIFICATE = /CERT|SELF_SIGNED|UNABLE_TO_VERIFY|ERR_TLS_CERT/;

function byCode(code: string, host: string, port: number): string | null {
  switch (code) {
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return `There is no server named ${host}, or this computer is offline.`;
    case 'ECONNREFUSED':
      return `${host} takes no connections on port ${port}.`;
    case 'ETIMEDOUT':
    case 'CONNECT_TIMEOUT':
    case 'GREETING_TIMEOUT':
    case 'UPGRADE_TIMEOUT':
      return `${host} does not answer on port ${port}. Is it the right port for this kind of encryption?`;
    case 'ECONNRESET':
    case 'EPIPE':
    case 'NoConnection':
    case 'EConnectionClosed':
    case 'ClosedAfterConnectText':
    case 'ClosedAfterConnectTLS':
      return `${host} closed the connection.`;
    case 'ERR_SSL_WRONG_VERSION_NUMBER':
    case 'EPROTO':
      return `${host} does not speak TLS on port ${port} from the start. Choose STARTTLS, or port 993.`;
    default:
      return null;
  }
}
