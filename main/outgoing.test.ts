import { afterEach, beforeEach, expect, it } from 'vitest';
import { launchCampaign, scheduleCampaign } from './campaigns/campaigns.ts';
import { campaignWorld, seedPeople } from './campaigns/testing.ts';
import { pauseSend, requireSend } from './delivery/delivery.ts';
import { overseeSending } from './outgoing.ts';

let world: Awaited<ReturnType<typeof campaignWorld>>;
beforeEach(async () => {
  world = await campaignWorld();
  seedPeople(world.db, [{ email: 'anna@x.example' }, { email: 'ben@x.example' }]);
});
afterEach(() => world.close());

const oversee = () => {
  const workspace = { ...world, wake: () => world.delivery.wake() } as never;
  return overseeSending({ all: () => [workspace], find: () => workspace });
};

it('names what goes out and what is scheduled, holds it all, and lets go what a person held', async () => {
  await world.delivery.stop();
  const sending = oversee();
  const { sendId } = await launchCampaign(world, { id: world.draft({ name: 'Spring' }) });
  await scheduleCampaign(world, { id: world.draft({ name: 'Summer' }), at: world.clock() + 60_000 });
  const { sendId: broken } = await launchCampaign(world, { id: world.draft({ name: 'Broken' }) });
  pauseSend(world.db, { sendId: requireSend(world.db, broken).id, reason: 'The password was refused.' });
  const states = () => sending.outgoing().map(({ name, state, done, recipients }) => [name, state, done, recipients]);
  expect(states()).toEqual([
    ['Spring', 'sending', 0, 2],
    ['Broken', 'paused', 0, 2],
    ['Summer', 'scheduled', 0, 0],
  ]);
  sending.pauseAll();
  expect(requireSend(world.db, sendId).state).toBe('paused');
  sending.resumeAll();
  expect(states().map(([, state]) => state)).toEqual(['sending', 'paused', 'scheduled']);
});

it('tells with totals of a send that is over', async () => {
  const told: unknown[] = [];
  const sending = oversee();
  sending.onEnded((ended) => told.push(ended));
  const id = world.draft();
  const { sendId } = await launchCampaign(world, { id });
  await world.settled(sendId);
  sending.ended('test', requireSend(world.db, sendId).id);
  expect(told).toEqual([{ campaignId: id, name: 'Winter bread', accepted: 2, refused: 0, uncertain: 0 }]);
});
