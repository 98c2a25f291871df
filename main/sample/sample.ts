import { createCampaign } from '../campaigns/campaigns.ts';
import { addTag, createContact, createField } from '../contacts/contacts.ts';
import { createBrand, requireBrand } from '../content/content.ts';
import { createTransport } from '../delivery/delivery.ts';
import { createList, setMembership } from '../lists/lists.ts';
import type { Workspace } from '../workspace.ts';
import { winterBread } from './design.ts';
import { people } from './people.ts';

/**
 * What the first start holds, so that the whole job can be done before any account is set up: a bakery with two
 * lists, a campaign to look at, and the built-in test inbox to send it to. For a new workspace only.
 */
export function createSample({ db, clock, secrets }: Pick<Workspace, 'db' | 'clock' | 'secrets'>): void {
  const now = clock();
  db.transaction(() => {
    createTransport(db, {
      transport: { kind: 'inbox', name: 'Test inbox', connections: 5, perSecond: null, perDay: null },
      secrets,
      now,
    });
    const brand = createBrand(db, {
      name: 'Hearth Bakery',
      fromName: 'Hearth Bakery',
      fromEmail: 'hello@hearth.example',
      replyTo: 'hello@hearth.example',
      postalAddress: '3 Mill Lane, Hearth',
      now,
    });
    const brandId = requireBrand(db, brand.publicId).publicId;
    const lists = {
      Regulars: createList(db, { name: 'Regulars', brandId, now }),
      Newsletter: createList(db, { name: 'Newsletter', brandId, now }),
    };
    const city = createField(db, { label: 'City', type: 'text', now });
    const lastOrder = createField(db, { label: 'Last order', type: 'date', now });
    people.forEach((person, index) => {
      // A day apart each, so that the table and the curve of growth have something to show.
      const at = now - (people.length - index) * 24 * 60 * 60 * 1000;
      const [firstName = '', ...rest] = person.name.split(' ');
      const fields = { [city.key]: person.city, ...(person.lastOrder ? { [lastOrder.key]: person.lastOrder } : {}) };
      const contact = createContact(db, { email: person.email, firstName, lastName: rest.join(' '), fields, now: at });
      for (const name of person.lists) {
        const consent = { method: 'form' as const, source: 'The form on the counter', at, confirmedAt: at };
        setMembership(db, { listId: lists[name].id, contactIds: [contact.id], status: 'subscribed', consent, now: at });
      }
      for (const tag of person.tags ?? []) addTag(db, { name: tag, contactIds: [contact.id], now: at });
    });
    createCampaign(db, {
      name: 'Winter bread is back',
      brandId,
      subject: "{{ contact.first_name | default: 'Good news' }}, winter bread is back",
      preheader: 'Rye, spelt and the plaited one, from Friday until they are gone',
      document: winterBread(),
      audience: {
        everyone: false,
        listIds: [lists.Regulars.publicId, lists.Newsletter.publicId],
        tagIds: [],
        excludedListIds: [],
      },
      now,
    });
  });
}
