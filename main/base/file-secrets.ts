import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';
import type { Secrets } from './secrets.ts';

const stored = z.record(z.string(), z.string());

/** How one secret is turned into text that may lie on the disk, and back. */
export type Seal = { seal: (secret: string) => string; open: (sealed: string) => string };

/** Secrets in a file, each of them sealed. The file is readable by its owner only. */
export function createFileSecrets(options: { file: string; seal: Seal }): Secrets {
  const { file, seal } = options;
  const read = (): Record<string, string> => (existsSync(file) ? stored.parse(JSON.parse(readFileSync(file, 'utf8'))) : {});
  const write = (secrets: Record<string, string>) => {
    mkdirSync(dirname(file), { recursive: true });
    // Written beside and renamed, so that a crash leaves the old file and never half of the new one.
    writeFileSync(`${file}.new`, JSON.stringify(secrets), { mode: 0o600 });
    renameSync(`${file}.new`, file);
  };
  return {
    get: (name) => {
      const secrets = read();
      const sealed = Object.hasOwn(secrets, name) ? secrets[name] : undefined;
      return sealed === undefined ? null : seal.open(sealed);
    },
    set: (name, value) => write({ ...read(), [name]: seal.seal(value) }),
    remove: (name) => {
      const { [name]: _, ...rest } = read();
      write(rest);
    },
  };
}

/** AES-256-GCM by a key in a file that only its owner can read: what browser mode has instead of a keychain. */
export function keyFileSeal(keyFile: string): Seal {
  if (!existsSync(keyFile)) {
    mkdirSync(dirname(keyFile), { recursive: true });
    writeFileSync(keyFile, randomBytes(32).toString('base64'), { mode: 0o600, flag: 'wx' });
  }
  const key = Buffer.from(readFileSync(keyFile, 'utf8'), 'base64');
  return {
    seal: (secret) => {
      const iv = randomBytes(12);
      const cipher = createCipheriv('aes-256-gcm', key, iv);
      const sealed = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()]);
      return Buffer.concat([iv, cipher.getAuthTag(), sealed]).toString('base64');
    },
    open: (text) => {
      const bytes = Buffer.from(text, 'base64');
      const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, 12));
      decipher.setAuthTag(bytes.subarray(12, 28));
      return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString('utf8');
    },
  };
}
