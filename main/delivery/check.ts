import type { Secrets } from '../base/secrets.ts';
import type { NoLine } from './line.ts';
import { tidy } from './outcome.ts';
import type { TransportCheck } from './transport-check.ts';
import { dial, logIn } from './transports/smtp.ts';
import { type SmtpSettings, secretName, type Transport } from './transports.store.ts';

const CHECK_MS = 10_000;

/** Connects and logs in without sending anything; says in plain words how far it came. */
export async function checkTransport(options: {
  transport: Transport;
  secrets: Secrets;
  inboxPort: () => number | null;
}): Promise<TransportCheck> {
  const { transport, secrets } = options;
  const secret = secrets.get(secretName(transport));
  switch (transport.kind) {
    case 'smtp':
      return await checkSmtp(transport.settings, secret);
    case 'ses': {
      const { checkSes } = await import('./transports/ses-check.ts');
      return await checkSes(transport.settings, secret);
    }
    case 'inbox': {
      const port = options.inboxPort();
      if (port === null) return failed([], { text: 'The test inbox is not running.', ok: false });
      return await checkSmtp({ host: '127.0.0.1', port, security: 'auto', user: '' }, null);
    }
  }
}

async function checkSmtp(settings: SmtpSettings, password: string | null): Promise<TransportCheck> {
  const steps: TransportCheck['steps'] = [];
  const dialled = await dial(settings, CHECK_MS);
  if ('line' in dialled) return failed(steps, { text: dialled.words, ok: false }, dialled);
  try {
    steps.push({ text: `${settings.host} answers on port ${settings.port}.`, ok: true });
    steps.push(
      dialled.encrypted
        ? { text: 'The connection is encrypted, and the certificate is valid for this server.', ok: true }
        : { text: 'The connection is not encrypted: others on the way can read the messages.', ok: isLocal(settings.host) },
    );
    if (!settings.user) {
      steps.push({ text: 'No user name is set, so nobody logs in.', ok: true });
    } else {
      if (!password) return failed(steps, { text: 'The password is missing.', ok: false });
      const refused = await logIn(dialled, settings, password);
      if (refused) return failed(steps, { text: refused.words, ok: false }, refused);
      steps.push({ text: `${settings.user} may log in.`, ok: true });
    }
    return { ok: true, steps, reply: tidy(String(dialled.connection.lastServerResponse || '')) };
  } finally {
    dialled.connection.quit();
  }
}

const isLocal = (host: string): boolean => host === 'localhost' || host === '::1' || host.startsWith('127.');

const failed = (steps: TransportCheck['steps'], last: { text: string; ok: boolean }, no?: NoLine): TransportCheck => ({
  ok: false,
  steps: [...steps, last],
  reply: no?.words ?? '',
});
