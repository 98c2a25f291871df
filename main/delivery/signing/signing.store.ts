import { type ReadDb, sql, type WriteDb } from '../../db/db.ts';

/** The public half of the key that signs messages from a domain. */
export type SigningKey = {
  domain: string;
  selector: string;
  /** Base64, as the DNS record has it. */
  publicKey: string;
  createdAt: number;
  /** Since when its record is known to be in DNS; null: it signs nothing yet. */
  enabledAt: number | null;
};

type Row = { domain: string; selector: string; public_key: string; created_at: number; enabled_at: number | null };

const toKey = (row: Row): SigningKey => ({
  domain: row.domain,
  selector: row.selector,
  publicKey: row.public_key,
  createdAt: row.created_at,
  enabledAt: row.enabled_at,
});

export const signingKeyRows = (db: ReadDb): SigningKey[] =>
  db.all<Row>(sql`/* signingKeys.all */ SELECT * FROM signing_keys ORDER BY domain`).map(toKey);

export function signingKeyByDomain(db: ReadDb, domain: string): SigningKey | null {
  const row = db.get<Row>(sql`/* signingKeys.byDomain */ SELECT * FROM signing_keys WHERE domain = ${domain}`);
  return row ? toKey(row) : null;
}

export const insertSigningKey = (db: WriteDb, key: SigningKey): void =>
  void db.run(sql`/* signingKeys.insert */
    INSERT INTO signing_keys (domain, selector, public_key, created_at, enabled_at)
    VALUES (${key.domain}, ${key.selector}, ${key.publicKey}, ${key.createdAt}, ${key.enabledAt})`);

export const setSigningEnabled = (db: WriteDb, key: { domain: string; enabledAt: number | null }): void =>
  void db.run(sql`/* signingKeys.setEnabled */
    UPDATE signing_keys SET enabled_at = ${key.enabledAt} WHERE domain = ${key.domain}`);

export const deleteSigningKey = (db: WriteDb, domain: string): void =>
  void db.run(sql`/* signingKeys.delete */ DELETE FROM signing_keys WHERE domain = ${domain}`);
