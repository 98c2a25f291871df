import { conflict, invalid } from '../../base/errors.ts';
import { listCampaigns } from '../../campaigns/campaigns.ts';
import { emailKey } from '../../contacts/contacts.ts';
import { type Brand, createBrand, listBrands } from '../../content/content.ts';
import type { ReadDb, WriteDb } from '../../db/db.ts';
import { domainOfAddress } from '../../domains/domains.ts';
import { changeListSettings, hasDoubleOptIn, requireList } from '../../lists/lists.ts';

/** Whether who is added to a list has to confirm that. */
export const doubleOptIn = (db: ReadDb, listId: string): boolean => hasDoubleOptIn(db, requireList(db, listId).id);
export const setDoubleOptIn = (db: WriteDb, { listId, on, now }: { listId: string; on: boolean; now: number }): void =>
  changeListSettings(db, { id: listId, doubleOptIn: on, now });

export type Address = { email: string; name: string };

/** Whether mail may be sent from a domain: it is that of a brand which somebody here has made. */
export const isVerified = (db: ReadDb, email: string): boolean => {
  const domain = domainOfAddress(email);
  return domain !== '' && listBrands(db).some(({ fromEmail }) => domainOfAddress(fromEmail) === domain);
};

/** The brand with this sender; of a verified domain it is made where there is none. */
export function brandOf(db: WriteDb, { sender, field, now }: { sender: Address; field: string; now: number }): Brand {
  const address = emailKey(sender.email);
  if (!address.ok) throw invalid('http.invalid', address.reason, { [`${field}.email`]: address.reason });
  const isIt = (brand: Brand) => emailOf(brand.fromEmail) === address.key && brand.fromName === sender.name;
  const known = listBrands(db).find(isIt);
  if (known) return known;
  if (!isVerified(db, sender.email))
    throw invalid('pulsemail.unverified', `${domainOfAddress(sender.email)} is not a verified sender domain of this workspace.`, {
      [`${field}.email`]: 'is not of a verified sender domain',
    });
  return makeBrand(db, { sender, now });
}

export function makeBrand(db: WriteDb, { sender, now }: { sender: Address; now: number }): Brand {
  const like = listBrands(db).find(({ fromEmail }) => domainOfAddress(fromEmail) === domainOfAddress(sender.email));
  const name = (sender.name || sender.email).slice(0, 200);
  const { publicId } = createBrand(db, {
    name,
    fromName: sender.name,
    fromEmail: sender.email.trim(),
    ...(like ? { postalAddress: like.postalAddress, colors: like.colors } : {}),
    now,
  });
  const made = listBrands(db).find((brand) => brand.publicId === publicId);
  if (!made) throw new Error('a brand that was made just now is not there');
  return made;
}

const emailOf = (text: string): string => {
  const address = emailKey(text);
  return address.ok ? address.key : '';
};

/** A list that a campaign waits for cannot go. */
export function refuseUsed(db: ReadDb, listId: string): void {
  const waits = listCampaigns(db).find(
    ({ status, audience }) => ['scheduled', 'sending', 'paused'].includes(status) && audience.listIds.includes(listId),
  );
  if (waits) throw conflict('pulsemail.list-used', `“${waits.name}” is scheduled or being sent to this list; cancel it first.`);
}
