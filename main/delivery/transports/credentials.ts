import type { Secrets } from '../../base/secrets.ts';
import { secretName, sessionTokenName, type Transport } from './transports.store.ts';

/** The keys of an Amazon account. */
export type AmazonKeys = { accessKeyId: string; secretAccessKey: string; sessionToken?: string };

/** The keys of an Amazon SES account, for what else of Amazon belongs to it; null where the secret is missing. */
export function amazonKeys(transport: Transport, secrets: Secrets): AmazonKeys | null {
  const secretAccessKey = secrets.get(secretName(transport));
  if (transport.kind !== 'ses' || secretAccessKey === null) return null;
  const sessionToken = secrets.get(sessionTokenName(transport));
  return { accessKeyId: transport.settings.accessKeyId, secretAccessKey, ...(sessionToken ? { sessionToken } : {}) };
}
