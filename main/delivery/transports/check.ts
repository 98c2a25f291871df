import type { Secrets } from '../../base/secrets.ts';
import { checkSmtp } from './smtp-check.ts';
import { createSteps, type TransportCheck } from './transport-check.ts';
import { secretName, sessionTokenName, type Transport } from './transports.store.ts';

/**
 * Goes the way of a message through an account without sending one, and says in plain words how far it came. `sender`
 * is for whom it is asked; without one it is an address that the account says it sends for, or its own user.
 */
export async function checkTransport(options: {
  transport: Transport;
  secrets: Secrets;
  inboxPort: () => number | null;
  sender?: string;
}): Promise<TransportCheck> {
  const { transport, secrets } = options;
  const secret = secrets.get(secretName(transport));
  const { bounceAddress } = transport;
  switch (transport.kind) {
    case 'smtp': {
      const sender = options.sender || ownSender(transport.fromAddresses, transport.settings.user);
      return await checkSmtp({ settings: transport.settings, password: secret, sender, bounceAddress });
    }
    case 'ses': {
      const { checkSes } = await import('./ses-check.ts');
      const sender = options.sender || ownSender(transport.fromAddresses, '');
      const keys = { secretAccessKey: secret, sessionToken: secrets.get(sessionTokenName(transport)) };
      return await checkSes({ settings: transport.settings, keys, sender });
    }
    case 'inbox': {
      const port = options.inboxPort();
      if (port === null) return createSteps().failed('connect', 'The test inbox is not running.');
      const settings = { host: '127.0.0.1', port, security: 'none', user: '' } as const;
      return await checkSmtp({ settings, password: null, sender: options.sender ?? '', bounceAddress });
    }
  }
}

/** An address that the account is surely meant to send for; empty where none is known. */
const ownSender = (fromAddresses: readonly string[], user: string): string =>
  fromAddresses.find((entry) => !entry.startsWith('@')) ?? (/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(user) ? user : '');
