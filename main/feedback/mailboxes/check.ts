import type { ImapFlow, MailboxObject } from 'imapflow';
import { messageOf } from '../../base/errors.ts';
import type { Secrets } from '../../base/secrets.ts';
import type { ReadDb } from '../../db/db.ts';
import { listTransports } from '../../delivery/delivery.ts';
import { imapClient } from './imap.ts';
import type { Mailbox } from './mailboxes.store.ts';
import { requireMailbox } from './mailboxes.ts';
import { signInOf } from './sign-in.ts';
import { troubleOf } from './trouble.ts';

type Step = { text: string; ok: boolean };
export type MailboxCheck = { ok: boolean; steps: Step[]; reply: string };

/** Connects, logs in and looks at the folder, without reading or changing mail; says in plain words how far it came. */
export async function checkMailbox(
  db: ReadDb,
  { publicId, secrets, now }: { publicId: string; secrets: Secrets; now: number },
): Promise<MailboxCheck> {
  const mailbox = requireMailbox(db, publicId);
  const { settings } = mailbox;
  const signIn = await signInOf({ publicId, settings, secrets, now });
  if ('words' in signIn) return { ok: false, steps: [{ text: signIn.words, ok: false }], reply: '' };
  const client = imapClient(settings, signIn);
  const steps: Step[] = [];
  try {
    await client.connect();
    steps.push(...connected(client, settings));
    const folder = await client.mailboxOpen(settings.folder, { readOnly: true });
    steps.push(...whatIsThere(client, folder));
    if (settings.afterwards === 'move') steps.push(await target(client, settings.moveTo));
    steps.push(marked(db, mailbox));
    return { ok: steps.every(({ ok }) => ok), steps, reply: client.greeting ?? '' };
  } catch (error) {
    const { words, login } = troubleOf(error, settings);
    const answered =
      login && steps.length === 0 ? [{ text: `${settings.host} answers on port ${settings.port}.`, ok: true }] : [];
    return { ok: false, steps: [...answered, ...steps, { text: words, ok: false }], reply: messageOf(error) };
  } finally {
    client.close();
  }
}

function connected(client: ImapFlow, { host, port, user }: Mailbox['settings']): Step[] {
  return [
    { text: `${host} answers on port ${port}.`, ok: true },
    client.secureConnection
      ? { text: 'The connection is encrypted, and the certificate is valid for this server.', ok: true }
      : { text: 'The connection is not encrypted; it stays on this computer.', ok: true },
    { text: `${user} may log in.`, ok: true },
  ];
}

function whatIsThere(client: ImapFlow, { path, exists }: MailboxObject): Step[] {
  const mails = exists === 1 ? '1 mail' : `${exists.toLocaleString('en-GB')} mails`;
  return [
    { text: `“${path}” holds ${mails}. It is opened for reading only, so nothing in it changes.`, ok: true },
    client.capabilities.has('IDLE')
      ? { text: 'The server tells at once when new mail comes (IDLE).', ok: true }
      : { text: 'The server does not tell when new mail comes, so it is asked every five minutes.', ok: true },
  ];
}

async function target(client: ImapFlow, folder: string): Promise<Step> {
  const known = (await client.list()).some(({ path }) => path === folder);
  return known
    ? { text: `Recognised mail is moved to “${folder}”.`, ok: true }
    : { text: `There is no folder “${folder}” to move recognised mail to.`, ok: false };
}

/** Without marks bounces are known by the Message-ID that they quote, and not all of them quote it. */
function marked(db: ReadDb, { address }: Mailbox): Step {
  const accounts = listTransports(db).filter(({ bounceAddress }) => bounceAddress.toLowerCase() === address.toLowerCase());
  return accounts.length > 0
    ? {
        text: `Bounces of ${accounts.map(({ name }) => name).join(', ')} come back to ${address}, each with the mark of its message.`,
        ok: true,
      }
    : {
        text: `No account that sends has ${address} as its bounce address, so only bounces that quote the original are recognised.`,
        ok: true,
      };
}
