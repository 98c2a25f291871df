import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sql, type WriteDb } from '../../db/db.ts';
import { workspaceDb } from '../../db/testing.ts';
import {
  canSign,
  createSigningKey,
  dkimRecord,
  enableSigning,
  importSigningKey,
  listSigningKeys,
  removeSigningKey,
  signingKeyOf,
} from '../delivery.ts';
import { memorySecrets } from '../testing.ts';
import { createKeyring } from './signing.ts';

let db: WriteDb;
let close: () => void;
beforeEach(async () => ({ db, close } = await workspaceDb()));
afterEach(() => close());
const now = 1_000;

const rsa = (bits: number, type: 'pkcs1' | 'pkcs8' = 'pkcs8') =>
  generateKeyPairSync('rsa', {
    modulusLength: bits,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type, format: 'pem' },
  });

describe('a key that signs', () => {
  it('is made with its record, and signs only once that was seen', async () => {
    const secrets = memorySecrets();
    const key = await createSigningKey(db, { domain: 'Hearth.example', secrets, now });
    expect(key).toMatchObject({ domain: 'hearth.example', enabledAt: null });
    expect(dkimRecord(key)).toEqual({
      name: `${key.selector}._domainkey.hearth.example`,
      value: expect.stringMatching(/^v=DKIM1; k=rsa; p=MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8A[A-Za-z0-9+/]+=*$/),
    });
    const keyring = createKeyring(db, secrets);
    expect(keyring('hearth.example')).toBeNull();
    enableSigning(db, { domain: 'hearth.example', now: 2_000 });
    expect(signingKeyOf(db, 'hearth.example')?.enabledAt).toBe(2_000);
    expect(keyring('hearth.example')?.selector).toBe(key.selector);
    expect(keyring('other.example')).toBeNull();
    expect(enableSigning(db, { domain: 'hearth.example', now: 3_000 }).enabledAt).toBe(2_000);
  });

  it('has its private half in the secrets and nowhere in the database', async () => {
    const secrets = memorySecrets();
    await createSigningKey(db, { domain: 'hearth.example', secrets, now });
    expect(secrets.get('dkim:hearth.example')).toContain('PRIVATE KEY');
    expect(JSON.stringify(db.all(sql`SELECT * FROM signing_keys`))).not.toContain('PRIVATE');
    expect(canSign(secrets, 'hearth.example')).toBe(true);
    removeSigningKey(db, { domain: 'hearth.example', secrets });
    expect(secrets.get('dkim:hearth.example')).toBeNull();
    expect(listSigningKeys(db)).toEqual([]);
  });

  it('signs nothing on a computer that has not the secret', async () => {
    await createSigningKey(db, { domain: 'hearth.example', secrets: memorySecrets(), now });
    enableSigning(db, { domain: 'hearth.example', now });
    expect(createKeyring(db, memorySecrets())('hearth.example')).toBeNull();
    expect(canSign(memorySecrets(), 'hearth.example')).toBe(false);
  });

  it('is not replaced by accident', async () => {
    const secrets = memorySecrets();
    await createSigningKey(db, { domain: 'hearth.example', secrets, now });
    await expect(createSigningKey(db, { domain: 'hearth.example', secrets, now })).rejects.toMatchObject({
      code: 'signing.exists',
    });
    const before = secrets.get('dkim:hearth.example');
    expect(() =>
      importSigningKey(db, { domain: 'hearth.example', selector: 's1', pem: rsa(2048).privateKey, secrets, now }),
    ).toThrow(/Remove it first/);
    expect(secrets.get('dkim:hearth.example')).toBe(before);
  });

  it('takes the place of one before it at once', async () => {
    const secrets = memorySecrets();
    const keyring = createKeyring(db, secrets);
    for (const selector of ['s1', 's2']) {
      importSigningKey(db, { domain: 'hearth.example', selector, pem: rsa(2048).privateKey, secrets, now });
      enableSigning(db, { domain: 'hearth.example', now });
      expect(keyring('hearth.example')?.selector).toBe(selector);
      removeSigningKey(db, { domain: 'hearth.example', secrets });
      expect(keyring('hearth.example')).toBeNull();
    }
  });
});

describe('a key that is imported', () => {
  const bring = (pem: string, selector = 's1') =>
    importSigningKey(db, { domain: 'bäckerei.example', selector, pem, secrets: memorySecrets(), now });

  it.each(['pkcs1', 'pkcs8'] as const)('may be PEM of the kind %s, for a domain as it is typed', (type) => {
    const { privateKey, publicKey } = rsa(2048, type);
    const key = bring(`\n${privateKey.replace(/\n/g, '\r\n')}\n`);
    expect(key.domain).toBe('xn--bckerei-5wa.example');
    expect(key.publicKey).toBe(publicKey.replace(/-----[A-Z ]+-----|\s/g, ''));
  });

  it.each([
    ['garbage', randomBytes(200).toString('base64'), /no private key in PEM format/],
    ['nothing', '', /no private key in PEM format/],
    ['a public key', rsa(1024).publicKey, /This is a public key/],
    [
      'an Ed25519 key',
      generateKeyPairSync('ed25519', {
        publicKeyEncoding: { type: 'spki', format: 'pem' },
        privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
      }).privateKey,
      /needs an RSA key/,
    ],
    ['a short key', rsa(512).privateKey, /512 bits only/],
    [
      'a locked key',
      generateKeyPairSync('rsa', {
        modulusLength: 1024,
        publicKeyEncoding: { type: 'spki', format: 'pem' },
        privateKeyEncoding: { type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'x' },
      }).privateKey,
      /locked with a passphrase/,
    ],
    ['a key that lost a line', rsa(2048, 'pkcs1').privateKey.replace(/^((?:.*\n){5}).*\n/, '$1'), /damaged|no private key/],
  ])('is refused in plain words when it is %s', (_what, pem, words) => {
    expect(() => bring(pem)).toThrow(words);
    expect(listSigningKeys(db)).toEqual([]);
  });

  it('is refused under a selector that no DNS name can have', () => {
    expect(() => bring(rsa(2048).privateKey, 's1; d=evil.example')).toThrow(/selector/);
  });
});
