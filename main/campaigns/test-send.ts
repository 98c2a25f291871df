import type { MessageStatus } from '#shared/schema/words.ts';
import { conflict } from '../base/errors.ts';
import { requireContact } from '../contacts/contacts.ts';
import { contactFor, type Delivery, enqueueOne } from '../delivery/delivery.ts';
import { getCampaign, requireCampaign, updateCampaign } from './campaigns.store.ts';
import { fulfilled } from './conditions.ts';
import type { FrozenTest } from './frozen.ts';
import { inspect } from './inspect.ts';
import type { Tools } from './launch.ts';

type TestResult = { to: string; status: MessageStatus; reply: string };

const PATIENCE_MS = 60_000;

/**
 * Sends a campaign as it is now to a few addresses and waits for what becomes of it. `contactId` is whose values fill
 * the merge tags; `marked` tests say so in the subject. What is deferred, or still waits after a minute, is reported as that; it arrives when it can.
 */
export async function sendTest(
  tools: Tools & { readonly delivery: Pick<Delivery, 'waitFor'> },
  test: { id: string; to: readonly string[]; contactId: string | null; marked?: boolean },
): Promise<TestResult[]> {
  const { db, clock, changes, delivery } = tools;
  const campaign = requireCampaign(db, test.id);
  const contact = test.contactId === null ? null : contactFor(db, requireContact(db, test.contactId).id);
  const { brand, transport, choice, compiled, attachments } = await inspect(tools, campaign, clock());
  if (!brand?.fromEmail)
    throw conflict('campaigns.no-sender', 'This campaign has no sender yet: choose a brand with a from address.');
  if (!transport) throw conflict('campaigns.no-transport', 'There is no mail account to send with yet.');
  if (!choice?.maySend)
    throw conflict('campaigns.sender-not-allowed', `${transport.name} is not set up to send for ${brand.fromEmail}.`);
  const content: FrozenTest = {
    from: { name: brand.fromName, email: brand.fromEmail },
    replyTo: brand.replyTo,
    attachments,
    compiled,
    contact,
    // As nobody in particular one looks at all of it.
    when: contact
      ? await fulfilled(tools, { conditions: compiled.conditions, now: clock(), contactId: contact.id })
      : compiled.conditions.map(() => true),
    marked: test.marked ?? true,
  };
  const now = clock();
  const ids = db.transaction(() =>
    test.to.map((email) => enqueueOne(db, { transportId: transport.id, kind: 'test', contactId: null, email, content, now })),
  );
  delivery.wake();
  const rows = await delivery.waitFor(ids, PATIENCE_MS);
  const results = rows.map((row) => ({ to: row.email, status: row.status, reply: row.reply || row.reason }));
  if (results.some((result) => result.status === 'accepted')) {
    db.transaction(() => {
      // Deleted while the test was on its way: there is nothing to note.
      const now = getCampaign(db, test.id);
      if (now) updateCampaign(db, now.id, { testedRevision: campaign.revision });
    });
    changes.announce('campaigns');
  }
  return results;
}
