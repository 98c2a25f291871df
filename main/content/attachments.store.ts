import { type ReadDb, sql, type WriteDb } from '../db/db.ts';

/** A file that goes out with a campaign. */
export type Attachment = {
  publicId: string;
  fileName: string;
  type: string;
  /** The name of its file on this computer, made from what is in it. */
  storedAs: string;
  bytes: number;
  createdAt: number;
};

type Row = { public_id: string; file_name: string; type: string; stored_as: string; bytes: number; created_at: number };

const toAttachment = (row: Row): Attachment => ({
  publicId: row.public_id,
  fileName: row.file_name,
  type: row.type,
  storedAs: row.stored_as,
  bytes: row.bytes,
  createdAt: row.created_at,
});

export const attachmentRows = (db: ReadDb, campaignId: number): Attachment[] =>
  db
    .all<Row>(sql`/* attachments.of-campaign */
      SELECT public_id, file_name, type, stored_as, bytes, created_at FROM attachments WHERE campaign_id = ${campaignId} ORDER BY id`)
    .map(toAttachment);

export const insertAttachment = (db: WriteDb, { campaignId, ...file }: Attachment & { campaignId: number }): void =>
  void db.run(sql`/* attachments.add */
    INSERT INTO attachments (public_id, campaign_id, file_name, type, stored_as, bytes, created_at)
    VALUES (${file.publicId}, ${campaignId}, ${file.fileName}, ${file.type}, ${file.storedAs}, ${file.bytes}, ${file.createdAt})`);

export const deleteAttachment = (db: WriteDb, { campaignId, publicId }: { campaignId: number; publicId: string }): void =>
  void db.run(sql`/* attachments.remove */
    DELETE FROM attachments WHERE public_id = ${publicId} AND campaign_id = ${campaignId}`);

export const isAttached = (db: ReadDb, storedAs: string): boolean =>
  db.value(sql`/* attachments.by-file */ SELECT EXISTS (SELECT 1 FROM attachments WHERE stored_as = ${storedAs})`) === 1;
