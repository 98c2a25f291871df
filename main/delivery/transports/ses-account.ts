import {
  GetAccountCommand,
  GetEmailIdentityCommand,
  type GetEmailIdentityResponse,
  ListEmailIdentitiesCommand,
  ListSuppressedDestinationsCommand,
  type SESv2Client,
} from '@aws-sdk/client-sesv2';
import { type AccountFacts, accountFacts, type Identity } from '#shared/rpc/transports.ts';
import type { SuppressionReason } from '#shared/schema/words.ts';

/** What Amazon says of the account in this region: its limits, whether it may send, and to whom. */
export async function readSesAccount(client: SESv2Client, now: number, signal?: AbortSignal): Promise<AccountFacts> {
  const account = await client.send(new GetAccountCommand({}), signal ? { abortSignal: signal } : {});
  const quota = account.SendQuota ?? {};
  return accountFacts.parse({
    perSecond: limit(quota.MaxSendRate),
    perDay: limit(quota.Max24HourSend),
    sentLastDay: Math.max(0, Math.round(quota.SentLast24Hours ?? 0)),
    sandbox: account.ProductionAccessEnabled === false,
    sendingEnabled: account.SendingEnabled !== false,
    enforcement: account.EnforcementStatus ?? '',
    readAt: now,
  });
}

/** Amazon writes no limit as -1. */
const limit = (value: number | undefined): number | null => (value !== undefined && value > 0 ? value : null);

/** More would take minutes: Amazon answers about one of them a second. */
const MOST_IDENTITIES = 25;

/** What the account may send for, with the records that prove it. */
export async function listSesIdentities(client: SESv2Client): Promise<Identity[]> {
  const names: string[] = [];
  let token: string | undefined;
  do {
    const page = await client.send(new ListEmailIdentitiesCommand({ PageSize: 100, ...(token ? { NextToken: token } : {}) }));
    names.push(...(page.EmailIdentities ?? []).flatMap(({ IdentityName }) => (IdentityName ? [IdentityName] : [])));
    token = page.NextToken;
  } while (token && names.length < MOST_IDENTITIES);
  const identities: Identity[] = [];
  for (const name of names.slice(0, MOST_IDENTITIES))
    identities.push(toIdentity(name, await client.send(new GetEmailIdentityCommand({ EmailIdentity: name }))));
  return identities;
}

function toIdentity(name: string, facts: GetEmailIdentityResponse): Identity {
  const dkim = facts.DkimAttributes;
  const domain = name.slice(name.lastIndexOf('@') + 1);
  // Keys of one's own are in a record that only their owner knows; Amazon then gives the selector alone.
  const tokens = dkim?.SigningAttributesOrigin === 'EXTERNAL' ? [] : (dkim?.Tokens ?? []);
  const zone = dkim?.SigningHostedZone ?? 'dkim.amazonses.com';
  const mailFrom = facts.MailFromAttributes;
  return {
    name,
    kind: facts.IdentityType === 'EMAIL_ADDRESS' ? 'address' : 'domain',
    verified: facts.VerifiedForSendingStatus === true,
    dkim: {
      state: dkim?.Status ?? '',
      records: tokens.map((token) => ({ name: `${token}._domainkey.${domain}`, type: 'CNAME', value: `${token}.${zone}` })),
    },
    mailFrom: mailFrom?.MailFromDomain ? { domain: mailFrom.MailFromDomain, state: mailFrom.MailFromDomainStatus ?? '' } : null,
  };
}

type SuppressedThere = { email: string; reason: Extract<SuppressionReason, 'bounced' | 'complained'>; at: number | null };

/** Whom Amazon suppresses for this account, a page at a time. */
export async function* listSesSuppressed(client: SESv2Client): AsyncGenerator<SuppressedThere[]> {
  let token: string | undefined;
  do {
    const page = await client.send(
      new ListSuppressedDestinationsCommand({ PageSize: 1000, ...(token ? { NextToken: token } : {}) }),
    );
    yield (page.SuppressedDestinationSummaries ?? []).flatMap(({ EmailAddress, Reason, LastUpdateTime }) =>
      EmailAddress
        ? [
            {
              email: EmailAddress,
              reason: Reason === 'COMPLAINT' ? 'complained' : 'bounced',
              at: LastUpdateTime?.getTime() ?? null,
            },
          ]
        : [],
    );
    token = page.NextToken;
  } while (token);
}
