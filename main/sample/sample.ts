import { createCampaign } from '../campaigns/campaigns.ts';
import { addTag, countContacts, createContact, createField, suppress } from '../contacts/contacts.ts';
import { addMedia, createBrand, listBrands } from '../content/content.ts';
import type { WriteDb } from '../db/db.ts';
import { createTransport } from '../delivery/delivery.ts';
import { createList, setMembership } from '../lists/lists.ts';
import type { Workspace } from '../workspace.ts';
import { winterBread } from './design.ts';
import { people } from './people.ts';
import { pictures } from './pictures.ts';

type Tools = Pick<Workspace, 'db' | 'clock' | 'secrets'>;

const DAY_MS = 24 * 60 * 60 * 1000;

/**
 * What the first start holds, so that the whole job can be done before any account is set up: a bakery with two
 * lists, a campaign to look at, and the built-in test inbox to send it to. Leaves a workspace alone that holds anything.
 */
export function createSample({ db, clock, secrets }: Tools): void {
  if (countContacts(db) > 0 || listBrands(db).length > 0) return;
  const now = clock();
  db.transaction(() => {
    addTestInbox({ db, clock, secrets });
    const brand = createBrand(db, {
      name: 'Hearth Bakery',
      fromName: 'Hearth Bakery',
      fromEmail: 'hello@hearth.example',
      replyTo: 'hello@hearth.example',
      postalAddress: '3 Mill Lane, Hearth',
      now,
    });
    const listIds = createPeople(db, { brandId: brand.publicId, now });
    createCampaign(db, {
      name: 'Winter bread is back',
      brandId: brand.publicId,
      subject: "{{ contact.first_name | default: 'Good news' }}, winter bread is back",
      preheader: 'Rye, spelt and the plaited one, from Friday until they are gone',
      document: winterBread({
        loaves: createPicture(db, 'loaves', now),
        rye: createPicture(db, 'rye', now),
        spelt: createPicture(db, 'spelt', now),
      }),
      audience: { everyone: false, listIds, tagIds: [], segmentIds: [], excludedListIds: [], excludedSegmentIds: [] },
      now,
    });
  });
}

/** All that an empty workspace begins with: a place to send tests to. */
export function addTestInbox({ db, clock, secrets }: Tools): void {
  const inbox = { kind: 'inbox', name: 'Test inbox', connections: 5, perSecond: null, perDay: null } as const;
  createTransport(db, { transport: inbox, secrets, now: clock() });
}

function createPicture(db: WriteDb, name: keyof typeof pictures, now: number): string {
  const { fileName, base64 } = pictures[name];
  return addMedia(db, { fileName, data: Buffer.from(base64, 'base64'), now }).publicId;
}

/** Returns the public ids of the lists that they are in. */
function createPeople(db: WriteDb, { brandId, now }: { brandId: string; now: number }): string[] {
  const lists = {
    Regulars: createList(db, { name: 'Regulars', brandId, now }),
    Newsletter: createList(db, { name: 'Newsletter', brandId, now }),
  };
  const city = createField(db, { label: 'City', type: 'text', now });
  const lastOrder = createField(db, { label: 'Last order', type: 'date', now });
  people.forEach(({ email, firstName, lastName, ...person }, index) => {
    // A day apart each, so that the table and the curve of growth have something to show.
    const at = now - (people.length - index) * DAY_MS;
    const ordered =
      person.orderedDaysAgo === undefined ? '' : new Date(now - person.orderedDaysAgo * DAY_MS).toISOString().slice(0, 10);
    const fields = { [city.key]: person.city, [lastOrder.key]: ordered };
    const { id } = createContact(db, { email, firstName, lastName, fields, now: at });
    const consent = { method: 'form' as const, source: 'The form on the counter', at, confirmedAt: at };
    for (const name of person.lists) {
      const membership = { listId: lists[name].id, contactIds: [id], consent };
      setMembership(db, { ...membership, status: 'subscribed', now: at });
      if (person.left) setMembership(db, { ...membership, status: 'unsubscribed', now: at + DAY_MS });
    }
    for (const name of person.tags ?? []) addTag(db, { name, contactIds: [id], now: at });
    if (person.bounced) suppress(db, { email, reason: 'bounced', evidence: '550 5.1.1 No such mailbox', now: at + DAY_MS });
  });
  return [lists.Regulars.publicId, lists.Newsletter.publicId];
}
