import { Resolver } from 'node:dns/promises';
import type { z } from 'zod';
import { chooseTransport } from '#shared/delivery/choose-transport.ts';
import { presetOfAddress, presetOfExchangers } from '#shared/delivery/find-preset.ts';
import type { Handlers } from '#shared/rpc/contract.ts';
import type { transport, transportsRpc } from '#shared/rpc/transports.ts';
import { suppress } from '../contacts/contacts.ts';
import { listBrands } from '../content/content.ts';
import {
  accountIdentities,
  changeTransport,
  checkTransport,
  createTransport,
  eachSuppressedThere,
  hasSecret,
  listTransports,
  makeDefault,
  noteAccount,
  removeTransport,
  requireTransport,
  sentToday,
  type Transport,
} from '../delivery/delivery.ts';
import { dnsResolver, domainOfAddress } from '../domains/domains.ts';
import type { Workspace } from '../workspace.ts';

export const transportsHandlers = (workspace: Workspace) => {
  const { db, clock, secrets, delivery, inbox, changes } = workspace;
  const changed = () => {
    changes.announce('transports');
    delivery.wake();
    return {};
  };
  const show = ({ publicId, ...known }: Transport): z.input<typeof transport> => ({
    ...known,
    id: publicId,
    hasSecret: hasSecret(secrets, { publicId }),
    health: delivery.health(known.id),
    sentToday: sentToday(db, { transportId: known.id, now: clock() }),
  });
  /** The first brand's address that would leave through an account; empty where none would. */
  const senderOf = ({ id }: Transport): string => {
    const transports = listTransports(db);
    const through = (brand: { transportId: number | null; fromEmail: string }) =>
      chooseTransport({ transports, campaign: null, brand: brand.transportId, from: brand.fromEmail })?.transport.id;
    return listBrands(db).find((brand) => brand.fromEmail !== '' && through(brand) === id)?.fromEmail ?? '';
  };
  return {
    all: () => listTransports(db).map(show),
    create: (input) => {
      const { publicId } = createTransport(db, { transport: input, secrets, now: clock() });
      changed();
      return { id: publicId };
    },
    change: ({ id, ...change }) => {
      changeTransport(db, { change: { publicId: id, ...change }, secrets, now: clock() });
      return changed();
    },
    makeDefault: ({ id }) => {
      makeDefault(db, id);
      return changed();
    },
    remove: ({ id }) => {
      removeTransport(db, { publicId: id, secrets, now: clock() });
      return changed();
    },
    check: async ({ id, sender }) => {
      const asked = requireTransport(db, id);
      const { account, ...result } = await checkTransport({
        transport: asked,
        secrets,
        inboxPort: inbox.port,
        sender: sender || senderOf(asked),
      });
      if (account) {
        if (noteAccount(db, { transportId: asked.id, account, now: clock() })) delivery.wake();
        changes.announce('transports');
      }
      return result;
    },
    recognise: async ({ address }) => {
      const known = presetOfAddress(address);
      if (known) return { presetId: known.id };
      const resolver = new Resolver({ timeout: PATIENCE_MS, tries: 1 });
      const server = dnsResolver(db);
      if (server) resolver.setServers([server]);
      // No answer is no error: the person then chooses the host by name.
      const exchangers = await resolver.resolveMx(domainOfAddress(address)).catch(() => []);
      return { presetId: presetOfExchangers(exchangers.map(({ exchange }) => exchange))?.id ?? null };
    },
    identities: async ({ id }) => ({ identities: await accountIdentities({ transport: requireTransport(db, id), secrets }) }),
    bringSuppressed: async ({ id }) => {
      let added = 0;
      const read = await eachSuppressedThere({ transport: requireTransport(db, id), secrets }, (page) =>
        db.transaction(() => {
          for (const { email, reason, at } of page) {
            const since = at === null ? '' : ` since ${new Date(at).toISOString().slice(0, 10)}`;
            if (suppress(db, { email, reason, evidence: `Amazon SES suppresses it${since}.`, now: clock() })) added++;
          }
        }),
      );
      if (added > 0) changes.announce('suppressions', 'contacts');
      return { read, added };
    },
  } satisfies Handlers<typeof transportsRpc>;
};

const PATIENCE_MS = 3_000;
