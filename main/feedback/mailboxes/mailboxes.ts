import { mailboxSecret, type NewMailbox, newMailbox } from '#shared/rpc/feedback.ts';
import { conflict, invalid, notFound } from '../../base/errors.ts';
import { newId } from '../../base/ids.ts';
import type { Secrets } from '../../base/secrets.ts';
import type { ReadDb, WriteDb } from '../../db/db.ts';
import {
  deleteMailbox,
  forgetPlace,
  insertMailbox,
  type Mailbox,
  mailboxByPublicId,
  mailboxRows,
  updateMailbox,
} from './mailboxes.store.ts';
import { changeSecret, removeSecret } from './secret.ts';

export function requireMailbox(db: ReadDb, publicId: string): Mailbox {
  const mailbox = mailboxByPublicId(db, publicId);
  if (!mailbox) throw notFound('mailboxes.unknown', 'There is no such mailbox.');
  return mailbox;
}

/** Reading begins with what arrives from now on. */
export function createMailbox(db: WriteDb, made: { mailbox: NewMailbox; secrets: Secrets; now: number }): { publicId: string } {
  const { secrets, now } = made;
  const { address, settings, secret } = check(newMailbox.parse(made.mailbox));
  const publicId = newId(now);
  db.transaction(() => {
    refuseTwice(db, { publicId, settings });
    insertMailbox(db, { publicId, address, settings, now });
    changeSecret(secrets, publicId, secret);
  });
  return { publicId };
}

/** Empty parts of the secret keep what is stored. */
export function changeMailbox(
  db: WriteDb,
  changed: { publicId: string; mailbox: NewMailbox; secrets: Secrets; now: number },
): void {
  const { publicId, secrets, now } = changed;
  const { address, settings, secret } = check(newMailbox.parse(changed.mailbox));
  db.transaction(() => {
    const { id, settings: before, updatedAt } = requireMailbox(db, publicId);
    refuseTwice(db, { publicId, settings });
    // Strictly later, so that whoever reads it sees the change even within the same millisecond.
    updateMailbox(db, { id, address, settings, now: Math.max(now, updatedAt + 1) });
    const elsewhere = (['host', 'user', 'folder'] as const).some((name) => before[name] !== settings[name]);
    if (elsewhere) forgetPlace(db, id);
    // What was stored is sent nowhere that its owner did not have in mind: another server or user needs it anew.
    const kept = before.host === settings.host && before.user === settings.user && before.tokenUrl === settings.tokenUrl;
    if (!kept) removeSecret(secrets, publicId);
    changeSecret(secrets, publicId, secret);
  });
}

export function removeMailbox(db: WriteDb, removed: { publicId: string; secrets: Secrets }): void {
  db.transaction(() => {
    deleteMailbox(db, requireMailbox(db, removed.publicId).id);
    removeSecret(removed.secrets, removed.publicId);
  });
}

/** Read by two connections, each mail would be counted twice. */
function refuseTwice(db: ReadDb, { publicId, settings }: Pick<Mailbox, 'publicId' | 'settings'>): void {
  const same = (other: Mailbox) =>
    other.publicId !== publicId &&
    (['host', 'port', 'user', 'folder'] as const).every((name) => other.settings[name] === settings[name]);
  if (mailboxRows(db).some(same)) throw conflict('mailboxes.connected', 'This mailbox is connected already.');
}

function check<Facts extends ReturnType<typeof newMailbox.parse>>(facts: Facts): Facts {
  const { settings } = facts;
  if (settings.afterwards === 'move' && !settings.moveTo)
    throw invalid('mailboxes.move-to', 'Say which folder recognised mail is moved to.', { 'settings.moveTo': 'A folder.' });
  if (settings.afterwards === 'move' && settings.moveTo === settings.folder)
    throw invalid('mailboxes.move-to', 'Recognised mail is already in this folder.', { 'settings.moveTo': 'Another folder.' });
  const { protocol, hostname } = settings.tokenUrl ? new URL(settings.tokenUrl) : { protocol: 'https:', hostname: '' };
  if (protocol !== 'https:' && hostname !== 'localhost' && !hostname.startsWith('127.'))
    throw invalid('mailboxes.token-url', 'Tokens are fetched over https only.', { 'settings.tokenUrl': 'Begins with https://.' });
  return { ...facts, secret: mailboxSecret.parse(facts.secret) };
}
