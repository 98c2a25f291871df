import { type MailboxCounts, type MailboxSettings, mailboxSettings } from '#shared/rpc/feedback.ts';
import { type ReadDb, sql, type WriteDb } from '../../db/db.ts';

export type Mailbox = {
  id: number;
  publicId: string;
  address: string;
  settings: MailboxSettings;
  uidValidity: number | null;
  lastUid: number;
  checkedAt: number | null;
  counts: MailboxCounts;
  createdAt: number;
  updatedAt: number;
};

type Row = Omit<Mailbox, 'settings' | 'counts'> & MailboxCounts & { settings: string };

const columns = sql`id, public_id AS publicId, address, settings, uid_validity AS uidValidity, last_uid AS lastUid,
  checked_at AS checkedAt, bounces, delays, complaints, unsubscribes, replies, auto_replies AS autoReplies, others,
  created_at AS createdAt, updated_at AS updatedAt`;

function toMailbox(row: Row): Mailbox {
  const { settings, bounces, delays, complaints, unsubscribes, replies, autoReplies, others, ...facts } = row;
  return {
    ...facts,
    settings: mailboxSettings.parse(JSON.parse(settings)),
    counts: { bounces, delays, complaints, unsubscribes, replies, autoReplies, others },
  };
}

export const mailboxRows = (db: ReadDb): Mailbox[] =>
  db.all<Row>(sql`/* mailboxes.all */ SELECT ${columns} FROM mailboxes ORDER BY id`).map(toMailbox);

export function mailboxByPublicId(db: ReadDb, publicId: string): Mailbox | null {
  const row = db.get<Row>(sql`/* mailboxes.byPublicId */ SELECT ${columns} FROM mailboxes WHERE public_id = ${publicId}`);
  return row ? toMailbox(row) : null;
}

type Facts = Pick<Mailbox, 'address' | 'settings'>;

export const insertMailbox = (db: WriteDb, mailbox: Facts & { publicId: string; now: number }): number =>
  db.run(sql`/* mailboxes.insert */
    INSERT INTO mailboxes (public_id, address, settings, created_at, updated_at)
    VALUES (${mailbox.publicId}, ${mailbox.address}, ${JSON.stringify(mailbox.settings)}, ${mailbox.now}, ${mailbox.now})`)
    .lastId;

export const updateMailbox = (db: WriteDb, mailbox: Facts & { id: number; now: number }): void =>
  void db.run(sql`/* mailboxes.update */
    UPDATE mailboxes SET address = ${mailbox.address}, settings = ${JSON.stringify(mailbox.settings)}, updated_at = ${mailbox.now}
    WHERE id = ${mailbox.id}`);

/** As if it had just been connected: another folder counts its mail anew. */
export const forgetPlace = (db: WriteDb, id: number): void =>
  void db.run(sql`/* mailboxes.forgetPlace */ UPDATE mailboxes SET uid_validity = NULL, last_uid = 0 WHERE id = ${id}`);

export const deleteMailbox = (db: WriteDb, id: number): void =>
  void db.run(sql`/* mailboxes.delete */ DELETE FROM mailboxes WHERE id = ${id}`);

/** How far it was read. */
export const keepPlace = (db: WriteDb, place: { id: number; uidValidity: number; lastUid: number }): void =>
  void db.run(sql`/* mailboxes.keepPlace */
    UPDATE mailboxes SET uid_validity = ${place.uidValidity}, last_uid = ${place.lastUid} WHERE id = ${place.id}`);

export const markChecked = (db: WriteDb, { id, now }: { id: number; now: number }): void =>
  void db.run(sql`/* mailboxes.markChecked */ UPDATE mailboxes SET checked_at = ${now} WHERE id = ${id}`);

export const addCounts = (db: WriteDb, id: number, found: MailboxCounts): void =>
  void db.run(sql`/* mailboxes.addCounts */
    UPDATE mailboxes SET bounces = bounces + ${found.bounces}, delays = delays + ${found.delays},
      complaints = complaints + ${found.complaints}, unsubscribes = unsubscribes + ${found.unsubscribes},
      replies = replies + ${found.replies}, auto_replies = auto_replies + ${found.autoReplies}, others = others + ${found.others}
    WHERE id = ${id}`);
