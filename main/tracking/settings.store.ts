import { frequencyCap as capShape, type FrequencyCap } from '#shared/rpc/campaigns.ts';
import { token } from '../base/ids.ts';
import { kept, type ReadDb, sql, type WriteDb } from '../db/db.ts';

const KEY = 'links.key';
const ADDRESS = 'public.address';
const IMAGES = 'images.linked';
const FREQUENCY = 'frequency.cap';

/** The secret that signs every link of this workspace; null before the first message. */
export function findLinkKey(db: ReadDb): string | null {
  return kept(
    db,
    { name: KEY, of: ['settings'] },
    () => db.value<string>(sql`/* tracking.linkKey */ SELECT value FROM settings WHERE name = ${KEY}`) ?? null,
  );
}

/** As `findLinkKey`, and made at the first call. Links of old messages stay valid as long as it does. */
export function linkKey(db: WriteDb): string {
  const known = findLinkKey(db);
  if (known) return known;
  const made = token();
  db.run(sql`/* tracking.createLinkKey */ INSERT INTO settings (name, value) VALUES (${KEY}, ${made})`);
  return made;
}

/** Where recipients reach the public listener, without a slash at its end; empty for nowhere. */
export function publicAddress(db: ReadDb): string {
  return db.value<string>(sql`/* tracking.publicAddress */ SELECT value FROM settings WHERE name = ${ADDRESS}`) ?? '';
}

export function setPublicAddress(db: WriteDb, address: string): void {
  const trimmed = address.trim().replace(/\/+$/, '');
  db.run(
    sql`/* tracking.setPublicAddress */ INSERT INTO settings (name, value) VALUES (${ADDRESS}, ${trimmed})
      ON CONFLICT (name) DO UPDATE SET value = excluded.value`,
  );
}

/** Whether messages link to images, instead of carrying them. */
export const imagesByLink = (db: ReadDb): boolean =>
  db.value<string>(sql`/* tracking.imagesByLink */ SELECT value FROM settings WHERE name = ${IMAGES}`) === '1';

export const setImagesByLink = (db: WriteDb, on: boolean): void =>
  void db.run(
    sql`/* tracking.setImagesByLink */ INSERT INTO settings (name, value) VALUES (${IMAGES}, ${on ? '1' : '0'})
      ON CONFLICT (name) DO UPDATE SET value = excluded.value`,
  );

/** How often the same person is mailed at most; null where that is not limited. */
export function frequencyCap(db: ReadDb): FrequencyCap | null {
  const text = db.value<string>(sql`/* tracking.frequencyCap */ SELECT value FROM settings WHERE name = ${FREQUENCY}`);
  return text === undefined ? null : capShape.nullable().parse(JSON.parse(text));
}

export const setFrequencyCap = (db: WriteDb, cap: FrequencyCap | null): void =>
  void db.run(
    sql`/* tracking.setFrequencyCap */ INSERT INTO settings (name, value) VALUES (${FREQUENCY}, ${JSON.stringify(cap)})
      ON CONFLICT (name) DO UPDATE SET value = excluded.value`,
  );
