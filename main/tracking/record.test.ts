import { afterEach, beforeEach, expect, test } from 'vitest';
import { launchCampaign, reportOf } from '../campaigns/campaigns.ts';
import { campaignWorld, seedPeople } from '../campaigns/testing.ts';
import { sql } from '../db/db.ts';
import { countByStatus, evidenceOf, getMessage, requireSend } from '../delivery/delivery.ts';
import { linkIds, recordClick, recordOpen, setPublicAddress } from './tracking.ts';

let world: Awaited<ReturnType<typeof campaignWorld>>;
let sendId: string;
let campaignId: string;
beforeEach(async () => {
  world = await campaignWorld();
  setPublicAddress(world.db, 'https://mail.hearth.example');
  seedPeople(world.db, [{ email: 'anna@x.example' }, { email: 'ben@y.example' }]);
  campaignId = world.draft();
  ({ sendId } = await launchCampaign(world, { id: campaignId }));
  await world.settled(sendId);
});
afterEach(() => world.close());

const messageTo = (email: string): number =>
  world.db.value<number>(sql`SELECT id FROM messages WHERE email = ${email} AND kind = 'campaign'`) ?? -1;
/** As after a crash in the middle of both. */
function loseAnswers(): void {
  world.db.run(sql`UPDATE messages SET status = 'uncertain', reason = 'crash'`);
  world.db.run(sql`UPDATE sends SET state = 'paused', pause_reason = 'please decide', finished_at = NULL`);
}
const visit = (email: string) => ({ messageId: messageTo(email), at: world.clock(), agent: 'Mail' });

test('an open and a click prove that a message arrived whose outcome was unknown, and finish the send that waited for it', () => {
  loseAnswers();
  recordOpen(world.db, visit('anna@x.example'));
  expect(getMessage(world.db, messageTo('anna@x.example'))).toMatchObject({ status: 'accepted', reason: 'by evidence' });
  expect(evidenceOf(world.db, messageTo('anna@x.example'))).toMatchObject([{ what: 'opened', source: 'tracking' }]);
  expect(requireSend(world.db, sendId)).toMatchObject({ state: 'paused', pauseReason: expect.stringContaining('one message') });
  const links = linkIds(world.db, requireSend(world.db, sendId).id);
  recordClick(world.db, { ...visit('ben@y.example'), linkId: [...links.values()][0] ?? -1 });
  expect(countByStatus(world.db, requireSend(world.db, sendId).id)).toMatchObject({ accepted: 2, uncertain: 0 });
  expect(requireSend(world.db, sendId)).toMatchObject({ state: 'finished', pauseReason: '' });
  expect(reportOf(world, campaignId)).toMatchObject({
    status: 'sent',
    uncertain: 0,
    opens: { people: 1 },
    clicks: { people: 1 },
  });
});

test('of a message that is known to have left nothing more is kept than the event', () => {
  recordOpen(world.db, visit('anna@x.example'));
  expect(evidenceOf(world.db, messageTo('anna@x.example'))).toEqual([]);
});
