import { type ReadDb, sql, type WriteDb } from '../db/db.ts';

export type Media = {
  id: number;
  publicId: string;
  fileName: string;
  storedAs: string;
  type: string;
  bytes: number;
  width: number;
  height: number;
  createdAt: number;
};

type Row = {
  id: number;
  public_id: string;
  file_name: string;
  stored_as: string;
  type: string;
  bytes: number;
  width: number;
  height: number;
  created_at: number;
};

const toMedia = ({ public_id, file_name, stored_as, created_at, ...row }: Row): Media => ({
  ...row,
  publicId: public_id,
  fileName: file_name,
  storedAs: stored_as,
  createdAt: created_at,
});

export const mediaRows = (db: ReadDb): Media[] =>
  db.all<Row>(sql`/* media.all */ SELECT * FROM media ORDER BY id DESC`).map(toMedia);

export function mediaByPublicId(db: ReadDb, publicId: string): Media | null {
  const row = db.get<Row>(sql`/* media.get */ SELECT * FROM media WHERE public_id = ${publicId}`);
  return row ? toMedia(row) : null;
}

export function insertMedia(db: WriteDb, media: Omit<Media, 'id'>): void {
  db.run(sql`/* media.add */
    INSERT INTO media (public_id, file_name, stored_as, type, bytes, width, height, created_at)
    VALUES (${media.publicId}, ${media.fileName}, ${media.storedAs}, ${media.type}, ${media.bytes}, ${media.width}, ${media.height}, ${media.createdAt})`);
}

export const deleteMedia = (db: WriteDb, id: number): void =>
  void db.run(sql`/* media.remove */ DELETE FROM media WHERE id = ${id}`);
