import type { Secrets } from '../../base/secrets.ts';
import { openInboxLine } from '../transports/inbox.ts';
import { openSmtpLine, type Patience } from '../transports/smtp.ts';
import { secretName, sessionTokenName, type Transport } from '../transports/transports.store.ts';
import type { Opened } from './line.ts';

export type OpenLine = (transport: Transport) => Promise<Opened>;

/** Opens a connection of whatever kind a transport is. */
export function createOpenLine(options: { secrets: Secrets; inboxPort: () => number | null; patience: Patience }): OpenLine {
  return async (transport) => {
    switch (transport.kind) {
      case 'smtp':
        return await openSmtpLine(transport.settings, options.secrets.get(secretName(transport)), options.patience);
      case 'ses': {
        // 350 kB of the vendor's library, which most people never need.
        const { openSesLine } = await import('../transports/ses.ts');
        return openSesLine(transport.settings, {
          secretAccessKey: options.secrets.get(secretName(transport)),
          sessionToken: options.secrets.get(sessionTokenName(transport)),
        });
      }
      case 'inbox':
        return await openInboxLine(options.inboxPort());
    }
  };
}
