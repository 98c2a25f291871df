import { createPrivateKey, type KeyObject, randomBytes } from 'node:crypto';
import { conflict, invalid, notFound } from '../../base/errors.ts';
import type { Secrets } from '../../base/secrets.ts';
import type { ReadDb, WriteDb } from '../../db/db.ts';
import { domainOf } from '../address.ts';
import {
  deleteSigningKey,
  insertSigningKey,
  type SigningKey,
  setSigningEnabled,
  signingKeyByDomain,
  signingKeyRows,
} from './signing.store.ts';
import { makePrivateKey, publicKeyOf, readPrivateKey } from './signing-key.ts';

const secretOf = (domain: string): string => `dkim:${domain}`;
const SELECTOR = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*$/;

export const listSigningKeys = (db: ReadDb): SigningKey[] => signingKeyRows(db);

/** The key of a domain, whether it signs yet or not. */
export const signingKeyOf = (db: ReadDb, domain: string): SigningKey | null => signingKeyByDomain(db, domainOf(domain));

/** Makes a key for a domain. It signs nothing before `enableSigning`. */
export async function createSigningKey(
  db: WriteDb,
  created: { domain: string; secrets: Secrets; now: number },
): Promise<SigningKey> {
  refuseSecond(db, created.domain);
  const pem = await makePrivateKey();
  // By chance, so that no record that is there already, of another service or of a key before, is in its way.
  return store(db, { ...created, selector: `lp${randomBytes(3).toString('hex')}`, pem });
}

/** Takes over a key that exists, as PEM; its record may be in DNS already. It signs nothing before `enableSigning`. */
export function importSigningKey(
  db: WriteDb,
  imported: { domain: string; selector: string; pem: string; secrets: Secrets; now: number },
): SigningKey {
  const selector = imported.selector.trim().toLowerCase();
  if (!SELECTOR.test(selector) || selector.length > 100)
    throw invalid('signing.selector', 'A selector has letters, digits and dashes, such as s1.', {
      selector: 'Letters, digits and dashes, such as s1.',
    });
  return store(db, { ...imported, selector });
}

/** From now on messages of the domain are signed. Call it when the record was seen in DNS, or signatures would fail. */
export function enableSigning(db: WriteDb, enabled: { domain: string; now: number }): SigningKey {
  return db.transaction(() => {
    const key = requireKey(db, enabled.domain);
    if (key.enabledAt !== null) return key;
    setSigningEnabled(db, { domain: key.domain, enabledAt: enabled.now });
    return { ...key, enabledAt: enabled.now };
  });
}

/** Stops signing, but keeps the key: its record is gone from DNS. */
export function disableSigning(db: WriteDb, domain: string): void {
  db.transaction(() => setSigningEnabled(db, { domain: requireKey(db, domain).domain, enabledAt: null }));
}

export function removeSigningKey(db: WriteDb, removed: { domain: string; secrets: Secrets }): void {
  db.transaction(() => {
    const { domain } = requireKey(db, removed.domain);
    deleteSigningKey(db, domain);
    removed.secrets.remove(secretOf(domain));
  });
}

/** The DNS record (TXT) that lets others verify what the key signed. */
export const dkimRecord = (key: Pick<SigningKey, 'domain' | 'selector' | 'publicKey'>): { name: string; value: string } => ({
  name: `${key.selector}._domainkey.${key.domain}`,
  value: `v=DKIM1; k=rsa; p=${key.publicKey}`,
});

/** A key that signs at the moment, with its private half. */
export type ActiveKey = { domain: string; selector: string; privateKey: KeyObject };

/** Finds the key that signs messages of a domain; null where none does. Reading a private key costs, so it is kept. */
export function createKeyring(db: ReadDb, secrets: Secrets): (domain: string) => ActiveKey | null {
  const kept = new Map<string, { publicKey: string; active: ActiveKey }>();
  return (domain) => {
    const key = signingKeyByDomain(db, domain);
    if (!key || key.enabledAt === null) return null;
    const known = kept.get(domain);
    if (known?.publicKey === key.publicKey && known.active.selector === key.selector) return known.active;
    const pem = secrets.get(secretOf(domain));
    // The database came from another computer, where the secret stayed.
    if (pem === null) return null;
    const active = { domain, selector: key.selector, privateKey: createPrivateKey(pem) };
    kept.set(domain, { publicKey: key.publicKey, active });
    return active;
  };
}

function store(
  db: WriteDb,
  stored: { domain: string; selector: string; pem: string; secrets: Secrets; now: number },
): SigningKey {
  const domain = domainOf(stored.domain);
  if (!/^[a-z0-9.-]+\.[a-z0-9-]+$/.test(domain)) throw invalid('signing.domain', `${stored.domain} is no domain.`);
  const pem = stored.pem.trim();
  const key = { domain, selector: stored.selector, publicKey: publicKeyOf(readPrivateKey(pem)) };
  return db.transaction(() => {
    refuseSecond(db, domain);
    const row = { ...key, createdAt: stored.now, enabledAt: null };
    insertSigningKey(db, row);
    stored.secrets.set(secretOf(domain), pem);
    return row;
  });
}

function refuseSecond(db: ReadDb, domain: string): void {
  if (signingKeyOf(db, domain))
    throw conflict('signing.exists', `${domainOf(domain)} has a key already. Remove it first if another is to take its place.`);
}

function requireKey(db: ReadDb, domain: string): SigningKey {
  const key = signingKeyOf(db, domain);
  if (!key) throw notFound('signing.unknown', `There is no key for ${domainOf(domain)}.`);
  return key;
}

/** Whether the private half is on this computer; a database that was copied here comes without it. */
export const canSign = (secrets: Secrets, domain: string): boolean => secrets.get(secretOf(domainOf(domain))) !== null;
