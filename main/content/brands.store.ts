import { z } from 'zod';
import { type BrandKit, brandKit } from '#shared/content/brand-kit.ts';
import { brandColors } from '#shared/rpc/content.ts';
import { newId } from '../base/ids.ts';
import { type ReadDb, sql, type WriteDb } from '../db/db.ts';

export type BrandFacts = {
  name: string;
  fromName: string;
  fromEmail: string;
  replyTo: string;
  postalAddress: string;
  colors: z.infer<typeof brandColors>;
  kit: BrandKit;
  /** What sends for it where a campaign names nothing; null for whatever fits. It may be gone by now. */
  transportId: number | null;
};
export type Brand = BrandFacts & { id: number; publicId: string; createdAt: number };

const COLORS = { accent: '#b93a1a', text: '#2a241d', background: '#f3eee4' };
const stored = z.object({
  accent: brandColors.shape.accent.default(COLORS.accent),
  text: brandColors.shape.text.default(COLORS.text),
  background: brandColors.shape.background.default(COLORS.background),
});

type Row = {
  id: number;
  public_id: string;
  name: string;
  from_name: string;
  from_email: string;
  reply_to: string;
  postal_address: string;
  colors: string;
  kit: string;
  transport_id: number | null;
  created_at: number;
};

const toBrand = (row: Row): Brand => ({
  id: row.id,
  publicId: row.public_id,
  name: row.name,
  fromName: row.from_name,
  fromEmail: row.from_email,
  replyTo: row.reply_to,
  postalAddress: row.postal_address,
  colors: stored.parse(JSON.parse(row.colors)),
  kit: brandKit.parse(JSON.parse(row.kit)),
  transportId: row.transport_id,
  createdAt: row.created_at,
});

/** Oldest first. */
export const brandRows = (db: ReadDb): Brand[] =>
  db.all<Row>(sql`/* brands.all */ SELECT * FROM brands ORDER BY id`).map(toBrand);

export function brandById(db: ReadDb, id: number): Brand | null {
  const row = db.get<Row>(sql`/* brands.get */ SELECT * FROM brands WHERE id = ${id}`);
  return row ? toBrand(row) : null;
}

export function brandByPublicId(db: ReadDb, publicId: string): Brand | null {
  const row = db.get<Row>(sql`/* brands.find */ SELECT * FROM brands WHERE public_id = ${publicId}`);
  return row ? toBrand(row) : null;
}

export function insertBrand(
  db: WriteDb,
  facts: Partial<BrandFacts> & { name: string; now: number },
): { id: number; publicId: string } {
  const publicId = newId(facts.now);
  const { lastId } = db.run(sql`/* brands.create */
    INSERT INTO brands (public_id, name, from_name, from_email, reply_to, postal_address, colors, kit, transport_id, created_at, updated_at)
    VALUES (${publicId}, ${facts.name}, ${facts.fromName ?? ''}, ${facts.fromEmail ?? ''}, ${facts.replyTo ?? ''},
      ${facts.postalAddress ?? ''}, ${JSON.stringify(facts.colors ?? COLORS)}, ${JSON.stringify(facts.kit ?? {})}, ${facts.transportId ?? null}, ${facts.now}, ${facts.now})`);
  return { id: lastId, publicId };
}

export function updateBrand(db: WriteDb, brand: Brand & { now: number }): void {
  db.run(sql`/* brands.change */
    UPDATE brands SET name = ${brand.name}, from_name = ${brand.fromName}, from_email = ${brand.fromEmail}, reply_to = ${brand.replyTo},
      postal_address = ${brand.postalAddress}, colors = ${JSON.stringify(brand.colors)}, kit = ${JSON.stringify(brand.kit)}, transport_id = ${brand.transportId}, updated_at = ${brand.now}
    WHERE id = ${brand.id}`);
}

export const deleteBrand = (db: WriteDb, id: number): void =>
  void db.run(sql`/* brands.remove */ DELETE FROM brands WHERE id = ${id}`);
