import { expect, it } from 'vitest';
import { brandKit } from '#shared/content/brand-kit.ts';
import { document } from '#shared/content/document.ts';
import { sql } from '../db/db.ts';
import { migratedWorkspace, workspaceDb } from '../db/testing.ts';
import { addMedia, changeBrand, createBrand, listBrands, removeMedia } from './content.ts';

it('a brand made before brands had a look gets the one it always had', async () => {
  const { db, close } = await migratedWorkspace(200, (before) =>
    before.run(sql`/* test.brand */
      INSERT INTO brands (public_id, name, colors, created_at, updated_at)
      VALUES ('a1b2c3d4e5f6a7b8', 'Hearth', '{"accent":"#112233"}', 1, 1)`),
  );
  const [brand] = listBrands(db);
  expect(brand).toMatchObject({ name: 'Hearth', kit: brandKit.parse(undefined), colors: { accent: '#112233' } });
  close();
});

it('a logo stays in the library for as long as a brand shows it', async () => {
  const { db, close } = await workspaceDb();
  const png = Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
    'base64',
  );
  const image = addMedia(db, { fileName: 'logo.png', data: png, now: 1 });
  const { publicId } = createBrand(db, { name: 'Hearth', now: 1 });
  changeBrand(db, { id: publicId, kit: brandKit.parse({ logo: `media:${image.publicId}` }), now: 2 });
  expect(() => removeMedia(db, image.publicId)).toThrow(/Hearth/);
  changeBrand(db, { id: publicId, kit: brandKit.parse({}), now: 3 });
  expect(() => removeMedia(db, image.publicId)).not.toThrow();
  close();
});

it('a page that chose its typeface before brands had any keeps it', () => {
  const stored = { version: 1, kind: 'blocks', style: { fontFamily: 'serif' }, blocks: [] };
  expect(document.parse(stored)).toMatchObject({ style: { fontFamily: 'serif', headingFont: 'brand' } });
});
