import { createPrivateKey, createPublicKey, generateKeyPair, type KeyObject, sign, verify } from 'node:crypto';
import { promisify } from 'node:util';
import { invalid } from '../../base/errors.ts';

export const ALGORITHM = 'rsa-sha256';
const SHORTEST_BITS = 1024;
/** Whoever verifies must manage this much (RFC 6376); a longer key does not fit into one DNS answer either. */
const LONGEST_BITS = 4096;

/** A new RSA key of 2048 bits, made off the main thread, as PEM. */
export async function makePrivateKey(): Promise<string> {
  const { privateKey } = await promisify(generateKeyPair)('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
  return privateKey;
}

/** Reads a private key that can sign mail; throws in words for a person where it cannot. */
export function readPrivateKey(pem: string): KeyObject {
  const key = parse(pem.trim());
  if (key.asymmetricKeyType !== 'rsa') {
    const type = (key.asymmetricKeyType ?? 'unknown').replace('ed25519', 'Ed25519').toUpperCase();
    throw unusable(`This is a key of the kind ${type}. Mail needs an RSA key: many servers cannot check any other.`);
  }
  const bits = key.asymmetricKeyDetails?.modulusLength ?? 0;
  if (bits < SHORTEST_BITS) throw unusable(`This key has ${bits} bits only; servers ignore keys below 1024. Use one of 2048.`);
  if (bits > LONGEST_BITS) throw unusable(`This key has ${bits} bits; servers need not accept more than 4096. Use one of 2048.`);
  tryOut(key);
  return key;
}

/** The public half, as a DNS record has it. */
export const publicKeyOf = (key: KeyObject): string =>
  createPublicKey(key).export({ type: 'spki', format: 'der' }).toString('base64');

function parse(pem: string): KeyObject {
  if (/-----BEGIN (RSA )?PUBLIC KEY-----/.test(pem))
    throw unusable('This is a public key. The private key is needed, which begins with “-----BEGIN PRIVATE KEY-----”.');
  if (/ENCRYPTED/.test(pem))
    throw unusable('This key is locked with a passphrase. Unlock it first: openssl pkey -in locked.pem -out key.pem');
  try {
    return createPrivateKey(pem);
  } catch (error) {
    throw unusable(
      'This is no private key in PEM format, which begins with “-----BEGIN PRIVATE KEY-----” or “-----BEGIN RSA PRIVATE KEY-----”.',
      error,
    );
  }
}

/** A key can be read and yet be broken, for instance by an editor that lost a line of it. */
function tryOut(key: KeyObject): void {
  const words = Buffer.from('Is this key good for signing?');
  let good = false;
  try {
    good = verify('sha256', words, createPublicKey(key), sign('sha256', words, key));
  } catch (error) {
    throw unusable('This key is damaged: signing with it fails.', error);
  }
  if (!good) throw unusable('This key is damaged: what it signs cannot be verified.');
}

function unusable(words: string, cause?: unknown) {
  const error = invalid('signing.key', words, { key: words });
  if (cause !== undefined) error.cause = cause;
  return error;
}
