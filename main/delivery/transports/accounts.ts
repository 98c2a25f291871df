import type { AccountFacts, Identity } from '#shared/rpc/transports.ts';
import { invalid, messageOf, unavailable } from '../../base/errors.ts';
import type { Secrets } from '../../base/secrets.ts';
import type { WriteDb } from '../../db/db.ts';
import { secretName, sessionTokenName, setAccount, type Transport, transportById } from './transports.store.ts';

type Asked = { transport: Transport; secrets: Secrets };

/** Asks Amazon what an account may do. */
export const readAccount = (asked: Asked & { now: number; signal: AbortSignal }): Promise<AccountFacts> =>
  ask(asked, async ({ readSesAccount }, client) => readSesAccount(client, asked.now, asked.signal));

/** What an Amazon SES account may send for, with the records that prove it. */
export const accountIdentities = (asked: Asked): Promise<Identity[]> =>
  ask(asked, async ({ listSesIdentities }, client) => listSesIdentities(client));

/** Hands over whom Amazon suppresses for this account, a page at a time; returns how many there were. */
export const eachSuppressedThere = (
  asked: Asked,
  take: (page: { email: string; reason: 'bounced' | 'complained'; at: number | null }[]) => void,
): Promise<number> =>
  ask(asked, async ({ listSesSuppressed }, client) => {
    let read = 0;
    for await (const page of listSesSuppressed(client)) {
      take(page);
      read += page.length;
    }
    return read;
  });

/**
 * Writes down what was learned of an account. Returns whether the pace that holds is another now: connections are then
 * made anew, so `wake` afterwards.
 */
export function noteAccount(db: WriteDb, noted: { transportId: number; account: AccountFacts; now: number }): boolean {
  return db.transaction(() => {
    const before = transportById(db, noted.transportId);
    if (!before) return false;
    const { account } = noted;
    setAccount(db, { id: before.id, account, updatedAt: before.updatedAt });
    const after = transportById(db, before.id);
    if (after?.perSecond === before.perSecond && after.perDay === before.perDay) return false;
    setAccount(db, { id: before.id, account, updatedAt: Math.max(noted.now, before.updatedAt + 1) });
    return true;
  });
}

type Tools = typeof import('./ses-account.ts');
type Client = Parameters<Tools['readSesAccount']>[0];
const ATTEMPTS = 3;

async function ask<Answer>(
  { transport, secrets }: Asked,
  question: (tools: Tools, client: Client) => Promise<Answer>,
): Promise<Answer> {
  if (transport.kind !== 'ses') throw invalid('transports.not-ses', 'Only Amazon SES can be asked this.');
  const secretAccessKey = secrets.get(secretName(transport));
  if (!secretAccessKey) throw unavailable('transports.no-secret', 'The secret access key of this account is missing.');
  // 350 kB of the vendor's library, which most people never need.
  const [{ sesClient }, tools] = await Promise.all([import('./ses.ts'), import('./ses-account.ts')]);
  const client = sesClient(
    transport.settings,
    { secretAccessKey, sessionToken: secrets.get(sessionTokenName(transport)) },
    ATTEMPTS,
  );
  try {
    return await question(tools, client);
  } catch (error) {
    throw unavailable('transports.ses-refused', `Amazon SES refused: ${messageOf(error)}`, error);
  } finally {
    client.destroy();
  }
}
