import type { ImapFlow } from 'imapflow';
import type { MailboxSettings } from '#shared/rpc/feedback.ts';

/**
 * Does with mail that was recognised what the person chose, and with no other. The folder is opened for writing only for
 * this.
 */
export async function tidyUp(client: ImapFlow, settings: MailboxSettings, uids: readonly number[]): Promise<void> {
  const { folder, afterwards, moveTo } = settings;
  if (afterwards === 'nothing') return;
  await client.mailboxOpen(folder);
  const range = uids.join(',');
  if (afterwards === 'seen') await client.messageFlagsAdd(range, ['\\Seen'], { uid: true });
  else if ((await client.messageMove(range, moveTo, { uid: true })) === false)
    throw Object.assign(new Error(`the folder ${moveTo} takes no mail`), { code: 'MoveFailed' });
  await client.mailboxOpen(folder, { readOnly: true });
}
