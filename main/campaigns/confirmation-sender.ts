import { chooseTransport } from '#shared/delivery/choose-transport.ts';
import { type Brand, listBrands } from '../content/content.ts';
import type { ReadDb } from '../db/db.ts';
import { listTransports, type Transport } from '../delivery/delivery.ts';
import { publicAddress } from '../tracking/tracking.ts';
import { brandOfList } from './confirmations.report.ts';

/** Why a list's confirmation mails cannot be sent, in one word. */
export type NoConfirmations = 'no-address' | 'no-sender' | 'no-account' | 'account-refuses';

/** Whom a list's confirmation mails are from and what carries them, or why there can be none. */
export function confirmationSender(
  db: ReadDb,
  listId: number,
): { brand: Brand; transport: Transport; why: null } | { brand: Brand | null; transport: null; why: NoConfirmations } {
  const brands = listBrands(db);
  const own = brandOfList(db, listId);
  const brand = brands.find(({ id }) => id === own) ?? brands.find(({ fromEmail }) => fromEmail !== '') ?? null;
  const no = (why: NoConfirmations) => ({ brand, transport: null, why });
  if (publicAddress(db) === '') return no('no-address');
  if (!brand?.fromEmail) return no('no-sender');
  const choice = chooseTransport({
    transports: listTransports(db),
    campaign: null,
    brand: brand.transportId,
    from: brand.fromEmail,
  });
  if (!choice) return no('no-account');
  return choice.maySend ? { brand, transport: choice.transport, why: null } : no('account-refuses');
}
