import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createLogger } from '../base/logger.ts';
import { sql } from '../db/db.ts';
import {
  createScheduler,
  homeOf,
  launchCampaign,
  requireCampaign,
  scheduleCampaign,
  unscheduleAll,
  unscheduleCampaign,
} from './campaigns.ts';
import { GRACE_MS } from './plan.ts';
import { campaignWorld, seedPeople, until } from './testing.ts';

let world: Awaited<ReturnType<typeof campaignWorld>>;
let logged: string[];
beforeEach(async () => {
  world = await campaignWorld();
  logged = [];
  seedPeople(world.db, [{ email: 'anna@x.example' }]);
});
afterEach(() => world.close());

const MINUTE = 60_000;
const scheduler = () => createScheduler({ tools: world, logger: createLogger({ write: (line) => void logged.push(line) }) });

describe('a scheduled campaign', () => {
  it('is launched when its time has come and not before', async () => {
    const id = world.draft();
    await scheduleCampaign(world, { id, at: world.clock() + MINUTE });
    const { tick } = scheduler();
    await tick();
    expect(requireCampaign(world.db, id).status).toBe('scheduled');
    seedPeople(world.db, [{ email: 'late@x.example' }]);
    world.clock.move(2 * MINUTE);
    await tick();
    const { send, scheduledAt } = requireCampaign(world.db, id);
    expect(scheduledAt).toBeNull();
    await world.settled(send?.publicId ?? '');
    expect([...(await world.arrived()).keys()].sort()).toEqual(['anna@x.example', 'late@x.example']);
    await tick();
    expect(requireCampaign(world.db, id).send).toMatchObject({ publicId: send?.publicId });
  });

  it('is launched by a running scheduler without anybody asking', async () => {
    const id = world.draft();
    await scheduleCampaign(world, { id, at: world.clock() + MINUTE });
    world.clock.move(2 * MINUTE);
    const running = scheduler();
    running.start();
    await until(world.changes, () => requireCampaign(world.db, id).send);
    await running.stop();
  });

  it('that was missed by more than the grace is not sent by itself, but waits for a person with a note', async () => {
    const id = world.draft();
    await scheduleCampaign(world, { id, at: world.clock() + MINUTE });
    world.clock.move(GRACE_MS + 2 * MINUTE);
    await scheduler().tick();
    expect(requireCampaign(world.db, id)).toMatchObject({
      status: 'draft',
      note: expect.stringContaining('was not running'),
      send: null,
    });
    expect((await homeOf(world, world.clock())).needsYou).toContainEqual({
      what: 'missed',
      campaignId: id,
      campaignName: 'Winter bread',
      reason: expect.stringContaining('was not running'),
      dueAt: expect.any(Number),
    });
    await launchCampaign(world, { id });
    expect(requireCampaign(world.db, id).note).toBe('');
  });

  it('that cannot be sent by then becomes a draft again and says why, and others are sent all the same', async () => {
    seedPeople(world.db, [{ email: 'only@x.example', lists: { news: 'subscribed' } }]);
    const [broken, sound] = [world.draft({ audience: { listIds: ['news'] } }), world.draft()];
    for (const id of [broken, sound]) await scheduleCampaign(world, { id, at: world.clock() + MINUTE });
    world.db.run(sql`UPDATE memberships SET status = 'unsubscribed'`);
    world.clock.move(2 * MINUTE);
    await scheduler().tick();
    expect(requireCampaign(world.db, broken)).toMatchObject({
      status: 'draft',
      note: expect.stringContaining('Nobody would receive'),
    });
    expect(requireCampaign(world.db, sound).send).not.toBeNull();
    expect(logged).toEqual([]);
  });

  it('can be taken off the schedule, and is a draft again', async () => {
    const id = world.draft();
    await scheduleCampaign(world, { id, at: world.clock() + MINUTE });
    unscheduleCampaign(world, id);
    expect(requireCampaign(world.db, id).status).toBe('draft');
    expect(() => unscheduleCampaign(world, id)).toThrow(expect.objectContaining({ code: 'campaigns.not-scheduled' }));
  });

  it('is taken off the schedule in a restored copy, and says why', async () => {
    const id = world.draft();
    await scheduleCampaign(world, { id, at: world.clock() + MINUTE });
    unscheduleAll(world.db, { note: 'Restored from a backup.', now: world.clock() });
    expect(requireCampaign(world.db, id)).toMatchObject({ status: 'draft', note: 'Restored from a backup.' });
  });

  it('is neither scheduled into the past nor with something missing', async () => {
    const id = world.draft();
    await expect(scheduleCampaign(world, { id, at: world.clock() - 1 })).rejects.toMatchObject({ code: 'campaigns.past' });
    const bad = world.draft({ subject: '' });
    await expect(scheduleCampaign(world, { id: bad, at: world.clock() + MINUTE })).rejects.toMatchObject({
      code: 'campaigns.blocked',
    });
    expect(requireCampaign(world.db, id).status).toBe('draft');
  });

  it('is not sent twice by two looks at the same moment', async () => {
    const id = world.draft();
    await scheduleCampaign(world, { id, at: world.clock() + MINUTE });
    world.clock.move(2 * MINUTE);
    await Promise.all([scheduler().tick(), scheduler().tick()]);
    const { send } = requireCampaign(world.db, id);
    await world.settled(send?.publicId ?? '');
    expect((await world.arrived()).size).toBe(1);
  });
});

describe('the time of a schedule', () => {
  const HOUR = 60 * MINUTE;
  /** A zone that is some hours ahead of UTC, as the rules say at the moment. */
  const ruled = (hours: { ahead: number }) => ({ ...world, offsetOf: () => hours.ahead * HOUR });
  const wall = (at: number) => new Date(at).toISOString().slice(0, 16);

  it('is the one on the wall: when the rules of its zone change, the moment does, and not the time', async () => {
    const rules = { ahead: 1 };
    const tools = ruled(rules);
    const due = Math.ceil(world.clock() / HOUR) * HOUR + 6 * HOUR;
    const id = world.draft();
    const when = { kind: 'at', wall: wall(due + HOUR), zone: 'Europe/Berlin' } as const;
    await scheduleCampaign(tools, { id, when });
    expect(requireCampaign(world.db, id)).toMatchObject({ scheduledAt: due, plan: { when, how: { kind: 'at-once' } } });
    const { tick } = createScheduler({ tools, logger: createLogger({ write: (line) => void logged.push(line) }) });
    // Summer time is made to last: the same time on the wall is an hour earlier.
    rules.ahead = 2;
    await tick();
    expect(requireCampaign(world.db, id)).toMatchObject({ status: 'scheduled', scheduledAt: due - HOUR, plan: { when } });
    rules.ahead = 0;
    world.clock.move(due - world.clock());
    await tick();
    expect(requireCampaign(world.db, id)).toMatchObject({ status: 'scheduled', scheduledAt: due + HOUR });
    world.clock.move(HOUR);
    await tick();
    expect(requireCampaign(world.db, id).send).not.toBeNull();
  });

  it('and the manner are kept when it is taken off the schedule or was missed, so that only the day has to be chosen anew', async () => {
    const id = world.draft();
    const due = Math.ceil(world.clock() / HOUR) * HOUR + HOUR;
    const plan = { when: { kind: 'at', wall: wall(due), zone: 'UTC' }, how: { kind: 'spread', ms: 3 * HOUR } } as const;
    await scheduleCampaign(world, { id, ...plan });
    world.clock.move(due - world.clock() + GRACE_MS + MINUTE);
    await scheduler().tick();
    expect(requireCampaign(world.db, id)).toMatchObject({ status: 'draft', missedAt: due, plan });
    await launchCampaign(world, { id });
    expect(requireCampaign(world.db, id)).toMatchObject({ missedAt: null, note: '' });
  });
});
