import type { Secrets } from '../base/secrets.ts';
import type { Opened } from './line.ts';
import { openInboxLine } from './transports/inbox.ts';
import { openSmtpLine } from './transports/smtp.ts';
import { secretName, type Transport } from './transports.store.ts';

export type OpenLine = (transport: Transport) => Promise<Opened>;

/** Opens a connection of whatever kind a transport is. */
export function createOpenLine(options: { secrets: Secrets; inboxPort: () => number | null }): OpenLine {
  return async (transport) => {
    switch (transport.kind) {
      case 'smtp':
        return await openSmtpLine(transport.settings, options.secrets.get(secretName(transport)));
      case 'ses': {
        // 350 kB of the vendor's library, which most people never need.
        const { openSesLine } = await import('./transports/ses.ts');
        return openSesLine(transport.settings, options.secrets.get(secretName(transport)));
      }
      case 'inbox':
        return await openInboxLine(options.inboxPort());
    }
  };
}
