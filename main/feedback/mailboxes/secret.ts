import { z } from 'zod';
import type { Secrets } from '../../base/secrets.ts';

/** What a mailbox is opened with; kept as one secret, never in the database. */
const stored = z.object({
  password: z.string().default(''),
  clientSecret: z.string().default(''),
  refreshToken: z.string().default(''),
  accessToken: z.string().default(''),
  /** Of the access token; 0 where nobody said. */
  expiresAt: z.number().default(0),
});
export type MailboxSecret = z.infer<typeof stored>;

const nameOf = (publicId: string): string => `mailbox:${publicId}`;

export function readSecret(secrets: Secrets, publicId: string): MailboxSecret {
  const text = secrets.get(nameOf(publicId));
  return stored.parse(text === null ? {} : JSON.parse(text));
}

export function hasSecret(secrets: Secrets, publicId: string): boolean {
  const { password, refreshToken, accessToken } = readSecret(secrets, publicId);
  return password !== '' || refreshToken !== '' || accessToken !== '';
}

/** Empty parts keep what is stored; new tokens make the access token from the old ones worthless. */
export function changeSecret(secrets: Secrets, publicId: string, given: Partial<MailboxSecret>): void {
  const filled = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== '' && value !== undefined));
  if (Object.keys(filled).length === 0) return;
  const before = readSecret(secrets, publicId);
  const renewed = given.refreshToken ? { accessToken: '', expiresAt: 0 } : {};
  secrets.set(nameOf(publicId), JSON.stringify({ ...before, ...renewed, ...filled }));
}

export const removeSecret = (secrets: Secrets, publicId: string): void => secrets.remove(nameOf(publicId));
