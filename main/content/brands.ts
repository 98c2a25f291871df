import { conflict, notFound } from '../base/errors.ts';
import type { ReadDb, WriteDb } from '../db/db.ts';
import {
  type Brand,
  type BrandFacts,
  brandById,
  brandByPublicId,
  brandRows,
  deleteBrand,
  insertBrand,
  updateBrand,
} from './brands.store.ts';
import { scheduledWithBrand } from './usage.report.ts';

export const listBrands = (db: ReadDb): Brand[] => brandRows(db);
export const getBrand = (db: ReadDb, id: number): Brand | null => brandById(db, id);

export function requireBrand(db: ReadDb, publicId: string): Brand {
  const brand = brandByPublicId(db, publicId);
  if (!brand) throw notFound('brands.unknown', 'There is no such brand.');
  return brand;
}

export const createBrand = (
  db: WriteDb,
  facts: Partial<BrandFacts> & { name: string; now: number },
): { id: number; publicId: string } => insertBrand(db, facts);

/** Changes what is given and keeps the rest. */
export function changeBrand(
  db: WriteDb,
  change: { id: string; now: number } & { [Name in keyof BrandFacts]?: BrandFacts[Name] | undefined },
): Brand {
  const { id, now, ...facts } = change;
  const brand = requireBrand(db, id);
  const given = Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined));
  updateBrand(db, { ...brand, ...given, now });
  return requireBrand(db, id);
}

/**
 * Drafts and lists that used it are left without a brand. Refused while a campaign waits for its time with it: nobody
 * would be there to choose another.
 */
export function removeBrand(db: WriteDb, id: string): void {
  const brand = requireBrand(db, id);
  const [user] = scheduledWithBrand(db, brand.id);
  if (user !== undefined)
    throw conflict('brands.in-use', `“${user}” is scheduled to be sent with this brand. Take it off the schedule first.`);
  deleteBrand(db, brand.id);
}
