import { randomBytes, type ScryptOptions, scrypt, timingSafeEqual } from 'node:crypto';

/** 2^15 costs about 80 ms and 32 MB: nothing for one login, a lot for somebody who tries millions. */
const COST = { N: 2 ** 15, r: 8, p: 1 };
const BYTES = 32;

/** `scrypt$N$r$p$salt$hash`: the cost stands beside the hash, so that it can be raised later. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16);
  const hash = await derive(password, salt, COST);
  return ['scrypt', COST.N, COST.r, COST.p, salt.toString('base64url'), hash.toString('base64url')].join('$');
}

/** Takes as long for a user who has no password as for one who has, so that its time tells nobody who exists. */
export async function passwordMatches(password: string, stored: string): Promise<boolean> {
  const [scheme, N, r, p, salt = '', hash = ''] = stored.split('$');
  const known = scheme === 'scrypt';
  const cost = known ? { N: Number(N), r: Number(r), p: Number(p) } : COST;
  const derived = await derive(password, Buffer.from(salt, 'base64url'), cost);
  const expected = known ? Buffer.from(hash, 'base64url') : randomBytes(BYTES);
  return expected.length === derived.length && timingSafeEqual(expected, derived) && known;
}

function derive(password: string, salt: Buffer, cost: ScryptOptions): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(password.normalize('NFC'), salt, BYTES, { ...cost, maxmem: 128 * 1024 * 1024 }, (error, key) =>
      error ? reject(error) : resolve(key),
    );
  });
}
