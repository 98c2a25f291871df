import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sql } from '../db/db.ts';
import { setPublicAddress } from '../tracking/tracking.ts';
import { changeCampaign, describeUnsubscribe, requireCampaign, sendTest, unsubscribeRecipient, viewLetter } from './campaigns.ts';
import { campaignWorld, seedPeople } from './testing.ts';

let world: Awaited<ReturnType<typeof campaignWorld>>;
beforeEach(async () => {
  world = await campaignWorld();
  seedPeople(world.db, [{ email: 'anna@x.example', firstName: 'Anna' }]);
});
afterEach(() => world.close());

describe('a test of a campaign', () => {
  it('arrives as the chosen contact would get it, marked as a test, and its outcome is told', async () => {
    setPublicAddress(world.db, 'https://mail.hearth.example');
    const id = world.draft();
    const results = await sendTest(world, { id, to: ['me@x.example', 'you@x.example'], contactId: 'c-anna@x.example' });
    expect(results).toMatchObject([
      { to: 'me@x.example', status: 'accepted' },
      { to: 'you@x.example', status: 'accepted' },
    ]);
    const mine = (await world.arrived()).get('me@x.example');
    expect(mine?.subject).toBe('[Test] Hello Anna');
    expect(mine?.html).toContain('<h1>Hello Anna</h1>');
    expect(mine?.html).toContain('href="https://hearth.example/bread?a=1&amp;b=2"');
    expect(mine?.html).not.toContain('<img');
    expect(requireCampaign(world.db, id)).toMatchObject({ status: 'draft', testedRevision: 1 });
  });

  it('stays valid through edits that nobody sees in the message, and no other', async () => {
    const id = world.draft();
    await sendTest(world, { id, to: ['me@x.example'], contactId: null });
    changeCampaign(world.db, { id, revision: 1, name: 'Other name', now: 1 });
    expect(requireCampaign(world.db, id)).toMatchObject({ revision: 2, testedRevision: 2 });
    changeCampaign(world.db, { id, revision: 2, subject: 'Other subject', now: 1 });
    expect(requireCampaign(world.db, id)).toMatchObject({ revision: 3, testedRevision: 2 });
  });

  it('unsubscribes nobody and can be looked at as a page', async () => {
    setPublicAddress(world.db, 'https://mail.hearth.example');
    await sendTest(world, { id: world.draft(), to: ['anna@x.example'], contactId: null });
    const messageId = world.db.value<number>(sql`SELECT max(id) FROM messages`) ?? -1;
    expect(describeUnsubscribe(world.db, messageId)).toMatchObject({ test: true });
    expect(unsubscribeRecipient(world.db, { messageId, at: 1, how: 'link' })).toBe(false);
    expect(world.db.value(sql`SELECT count(*) FROM suppressions WHERE email_key = 'anna@x.example'`)).toBe(0);
    expect(viewLetter(world.db, messageId)?.html).toContain('Hello there');
  });

  it('needs a sender, a transport and a contact that is there', async () => {
    const id = world.draft();
    await expect(sendTest(world, { id, to: ['me@x.example'], contactId: 'nobody' })).rejects.toMatchObject({
      code: 'contacts.unknown',
    });
    const bare = world.draft({ brandId: null });
    await expect(sendTest(world, { id: bare, to: ['me@x.example'], contactId: null })).rejects.toMatchObject({
      code: 'campaigns.no-sender',
    });
  });
});
