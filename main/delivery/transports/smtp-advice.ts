import { presetOfServer } from '#shared/delivery/find-preset.ts';
import type { SmtpSettings } from './transports.store.ts';

/** What does not leave this computer needs no encryption. */
export const isLoopback = (host: string): boolean => host === 'localhost' || host === '::1' || host.startsWith('127.');

/** What to do about a login that a server refused, as far as its words and its name tell. */
export function loginAdvice(settings: SmtpSettings, reply: string): string {
  const preset = presetOfServer(settings);
  if (/5\.7\.139|SmtpClientAuthentication is disabled|basic authentication is disabled/i.test(reply))
    return 'Microsoft has switched off logins by password here. An administrator can allow “Authenticated SMTP” for the mailbox: Microsoft 365 admin centre, Users, Mail, Manage email apps.';
  if (/5\.7\.9|application-specific password|app(lication)?[- ]?(specific)? password/i.test(reply) || preset?.appPassword) {
    const who = preset ? preset.name : 'The host';
    const page = preset?.passwordPage ? ` It is made at ${preset.passwordPage}` : '';
    return `${who} wants another password here than that of the account. ${preset?.password ?? 'Make an app password in its settings.'}${page}`;
  }
  if (/^4/.test(reply)) return 'The server could not judge the login just now. Try again in a few minutes.';
  if (/too many|locked|blocked|temporarily/i.test(reply))
    return 'The host has locked the login for a while. Wait, and log in on its site once.';
  if (settings.user && !settings.user.includes('@') && !preset?.user.value)
    return 'At most hosts the user name is the whole email address. Check the password as well.';
  return `Check the user name and the password; log in with them on the host’s site to be sure.${preset ? ` ${preset.password}` : ''}`;
}

/** Why a certificate is not accepted, in words; the codes are those of OpenSSL. */
export function certificateTrouble(host: string, code: string): { text: string; advice: string } {
  switch (code) {
    case 'CERT_HAS_EXPIRED':
      return {
        text: 'has expired',
        advice: 'The host has to renew it. If this computer’s clock is wrong, set it right first.',
      };
    case 'CERT_NOT_YET_VALID':
      return { text: 'is not valid yet', advice: 'Is the clock of this computer right?' };
    case 'DEPTH_ZERO_SELF_SIGNED_CERT':
    case 'SELF_SIGNED_CERT_IN_CHAIN':
      return {
        text: 'was made by the server itself, so nobody vouches for it',
        advice:
          'A virus scanner that reads mail does this, and so do servers inside a company. Ask whoever runs it for a certificate of a known issuer.',
      };
    case 'ERR_TLS_CERT_ALTNAME_INVALID':
      return {
        text: `is for another name than ${host}`,
        advice: 'Take the server’s name from the certificate if you trust it, or ask the host for the right name.',
      };
    default:
      return {
        text: `could not be verified (${code})`,
        advice: 'Ask the host: its certificate lacks a part, or its issuer is unknown.',
      };
  }
}

/** What to do where no greeting came, or encryption failed: most often port and encryption do not belong together. */
export function encryptionAdvice({ port, security }: Pick<SmtpSettings, 'port' | 'security'>): string {
  if (security === 'tls' && port !== 465) return `Port ${port} mostly begins unencrypted: choose STARTTLS, or port 465.`;
  if (security !== 'tls' && port === 465) return 'Port 465 is encrypted from the start: choose TLS.';
  return 'Ask the host which port and which encryption belong together; 465 with TLS and 587 with STARTTLS are usual.';
}

/** A server that waits for the client to speak first is most often one that wants encryption from the start. */
export const silenceAdvice = (settings: Pick<SmtpSettings, 'port' | 'security'>): string =>
  settings.security === 'tls' || settings.port === 465
    ? encryptionAdvice(settings)
    : `Port ${settings.port} may be encrypted from the start: choose TLS. ${encryptionAdvice(settings)}`;

export function connectAdvice({ host, port }: Pick<SmtpSettings, 'host' | 'port'>, code: string): string {
  if (code === 'ECONNREFUSED') return 'Nothing listens on this port. 465 and 587 are the usual ones.';
  if (code === 'ETIMEDOUT' || code === 'EHOSTUNREACH' || code === 'ENETUNREACH') {
    return port === 25
      ? 'Most internet providers block port 25. Take 587 or 465.'
      : 'A firewall, a virus scanner or the network here may block it. Try port 465 or 587, or another network.';
  }
  return `Is ${host} the right name, and is this computer online?`;
}
