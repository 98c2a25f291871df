import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { invalid, notFound, unavailable } from '../base/errors.ts';
import { newId } from '../base/ids.ts';
import type { ReadDb, WriteDb } from '../db/db.ts';
import { type Attachment, attachmentRows, deleteAttachment, insertAttachment, isAttached } from './attachments.store.ts';
import { shownName } from './shown-name.ts';

/** All files of a campaign together: each recipient gets them, and many servers take no more. */
const MOST_BYTES = 10 * 1024 * 1024;
const MOST_FILES = 20;

/** Programs, which mail servers refuse together with the message that brings them. */
const REFUSED =
  /\.(exe|com|bat|cmd|scr|pif|msi|msix|dll|cpl|hta|jar|js|jse|vb|vbe|vbs|wsf|wsh|ps1|lnk|reg|iso|img|dmg|app|apk)$/i;

/** They lie among the images beside the database, so that copies and backups of these have them too. */
const folderOf = (db: ReadDb): string => join(dirname(db.file), 'media');

export const listAttachments = (db: ReadDb, campaignId: number): Attachment[] => attachmentRows(db, campaignId);

/** Adds a file to a campaign. It is written first: a row never points to nothing. */
export function addAttachment(
  db: WriteDb,
  added: { campaignId: number; fileName: string; type: string; data: Buffer; now: number },
): Attachment {
  const { campaignId, data, now } = added;
  const fileName = shownName(added.fileName) || 'file';
  if (data.length === 0) throw invalid('attachments.empty', `“${fileName}” is empty.`);
  if (REFUSED.test(fileName))
    throw invalid('attachments.refused', `“${fileName}” is a program; mail servers refuse messages that bring one.`);
  const others = attachmentRows(db, campaignId);
  if (others.length >= MOST_FILES) throw invalid('attachments.too-many', `A campaign may have up to ${MOST_FILES} attachments.`);
  if (data.length + others.reduce((sum, { bytes }) => sum + bytes, 0) > MOST_BYTES)
    throw invalid('attachments.too-large', 'All attachments together may have up to 10 MB. Link to large files instead.');
  const storedAs = `attached-${createHash('sha256').update(data).digest('hex')}`;
  mkdirSync(folderOf(db), { recursive: true });
  const file = join(folderOf(db), storedAs);
  if (!existsSync(file)) writeFileSync(file, data, { flag: 'wx' });
  const attachment: Attachment = {
    publicId: newId(now),
    fileName,
    type: /^[\w.+-]{1,100}\/[\w.+-]{1,100}$/.test(added.type) ? added.type.toLowerCase() : 'application/octet-stream',
    storedAs,
    bytes: data.length,
    createdAt: now,
  };
  insertAttachment(db, { ...attachment, campaignId });
  return attachment;
}

/** Takes a file away from its campaign. `dropFiles` afterwards, when that is on the disk. */
export function removeAttachment(db: WriteDb, removed: { campaignId: number; publicId: string }): Attachment {
  const found = attachmentRows(db, removed.campaignId).find(({ publicId }) => publicId === removed.publicId);
  if (!found) throw notFound('attachments.unknown', 'There is no such attachment.');
  deleteAttachment(db, removed);
  return found;
}

/** Gives a copy of a campaign the same files. */
export function copyAttachments(db: WriteDb, { from, to, now }: { from: number; to: number; now: number }): void {
  for (const attachment of attachmentRows(db, from))
    insertAttachment(db, { ...attachment, publicId: newId(now), createdAt: now, campaignId: to });
}

/** What is in a file, in base64, as messages carry it. */
export function readAttachment(db: ReadDb, { storedAs, fileName }: Pick<Attachment, 'storedAs' | 'fileName'>): string {
  const file = join(folderOf(db), storedAs);
  if (!existsSync(file)) throw unavailable('attachments.missing', `The attachment “${fileName}” is not there any more.`);
  return readFileSync(file).toString('base64');
}

/** Removes the files of attachments that are gone, unless another campaign has them too. */
export function dropFiles(db: ReadDb, gone: readonly Pick<Attachment, 'storedAs'>[]): void {
  for (const { storedAs } of gone) if (!isAttached(db, storedAs)) rmSync(join(folderOf(db), storedAs), { force: true });
}
