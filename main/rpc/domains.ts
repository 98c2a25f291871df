import { z } from 'zod';
import { chooseTransport } from '#shared/delivery/choose-transport.ts';
import type { Handlers } from '#shared/rpc/contract.ts';
import type { DomainCheck, domainsRpc, Signing } from '#shared/rpc/domains.ts';
import type { Identity } from '#shared/rpc/transports.ts';
import { DomainError, invalid } from '../base/errors.ts';
import { requireBrand } from '../content/content.ts';
import {
  accountIdentities,
  canSign,
  createSigningKey,
  dkimRecord,
  enableSigning,
  importSigningKey,
  listTransports,
  removeSigningKey,
  signingKeyOf,
  type Transport,
} from '../delivery/delivery.ts';
import {
  type Account,
  checkSender,
  dnsResolver,
  domainOfAddress,
  listChecks,
  type Sender,
  setDnsResolver,
} from '../domains/domains.ts';
import type { Workspace } from '../workspace.ts';

export const domainsHandlers = (workspace: Workspace) => {
  const { db, clock, changes, secrets } = workspace;
  return {
    all: () => listChecks(db),
    check: async ({ brandId }, { signal }) => {
      const sender = await senderOf(workspace, brandId);
      const check = await checkSender(db, { sender, now: clock(), signal });
      enableSeen(workspace, check);
      changes.announce('brands', 'campaigns');
      return { ...check, signing: signingOf(workspace, check.domain) };
    },
    makeKey: async ({ brandId }) => {
      await createSigningKey(db, { domain: domainOf(workspace, brandId), secrets, now: clock() });
      return {};
    },
    importKey: ({ brandId, selector, privateKey }) => {
      importSigningKey(db, { domain: domainOf(workspace, brandId), selector, pem: privateKey, secrets, now: clock() });
      return {};
    },
    removeKey: ({ brandId }) => {
      removeSigningKey(db, { domain: domainOf(workspace, brandId), secrets });
      return {};
    },
    settings: () => ({ resolver: dnsResolver(db) }),
    change: ({ resolver }) => {
      setDnsResolver(db, resolver);
      changes.announce('settings');
      return {};
    },
  } satisfies Handlers<typeof domainsRpc>;
};

function domainOf({ db }: Workspace, brandId: string): string {
  const domain = domainOfAddress(requireBrand(db, brandId).fromEmail);
  if (domain === '') throw invalid('domains.no-address', 'This sender has no from address yet.');
  return domain;
}

/** A key signs as soon as receivers can find it, and not before: until then its signatures would fail. */
function enableSeen({ db, clock }: Workspace, { domain, parts }: DomainCheck): void {
  const key = signingKeyOf(db, domain);
  const dkim = parts.find(({ what }) => what === 'dkim');
  if (!key || key.enabledAt !== null || !dkim) return;
  const { name } = dkimRecord(key);
  const isOurs = (record: { name: string }) => record.name === name;
  if (dkim.found.some(isOurs) && !dkim.records.some(isOurs)) enableSigning(db, { domain, now: clock() });
}

function signingOf({ db, secrets }: Workspace, domain: string): Signing {
  const key = signingKeyOf(db, domain);
  if (!key) return 'none';
  if (!canSign(secrets, domain)) return 'lost';
  return key.enabledAt === null ? 'waiting' : 'signing';
}

async function senderOf(workspace: Workspace, brandId: string): Promise<Sender> {
  const { db, secrets } = workspace;
  const { fromEmail, replyTo, transportId } = requireBrand(db, brandId);
  const domain = domainOf(workspace, brandId);
  const transport = chooseTransport({
    transports: listTransports(db),
    campaign: null,
    brand: transportId,
    from: fromEmail,
  })?.transport;
  const key = signingKeyOf(db, domain);
  return {
    domain,
    returnDomain: transport?.bounceAddress ? domainOfAddress(transport.bounceAddress) : domain,
    replyDomain: replyTo ? domainOfAddress(replyTo) : domain,
    account: transport ? await accountOf(workspace, { transport, domain }) : null,
    ownKeys: key && canSign(secrets, domain) ? [dkimRecord(key)] : [],
  };
}

/** The test inbox sends to nobody, so no receiver looks anything up. */
async function accountOf(workspace: Workspace, of: { transport: Transport; domain: string }): Promise<Account | null> {
  const { transport, domain } = of;
  const { name, kind, settings } = transport;
  if (kind === 'smtp') return { kind, name, server: settings.host.toLowerCase() };
  if (kind !== 'ses') return null;
  const identities = await identitiesOf(workspace, transport);
  // An identity speaks for everything below it; the nearest one decides.
  const [identity] = (identities ?? [])
    .filter((one) => one.kind === 'domain' && (domain === one.name || domain.endsWith(`.${one.name}`)))
    .sort((a, b) => b.name.length - a.name.length);
  const keys = identity?.dkim.records.map((record) => ({ ...record, type: dnsType.parse(record.type) })) ?? [];
  return {
    kind,
    name,
    region: settings.region,
    // Keys of one's own have names that Amazon does not tell.
    keys: identities && (keys.length > 0 || identity?.dkim.state !== 'SUCCESS') ? keys : null,
    mailFrom: identity?.mailFrom ? domainOfAddress(identity.mailFrom.domain) : null,
  };
}

/** Null where Amazon could not be asked: the rest of the check is worth as much without. */
async function identitiesOf({ secrets, logger }: Workspace, transport: Transport): Promise<Identity[] | null> {
  try {
    return await accountIdentities({ transport, secrets });
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    logger.warn('the identities of an account could not be read', { transport: transport.publicId, error });
    return null;
  }
}

const dnsType = z.enum(['TXT', 'CNAME']);
