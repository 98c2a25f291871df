import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { wallTimeAt } from '#shared/schema/zoned-time.ts';
import { createLogger } from '../base/logger.ts';
import { sql } from '../db/db.ts';
import { addEvidence, createDelivery, goOnAfterCanary, pauseSend, requireSend, resumeSend } from '../delivery/delivery.ts';
import {
  createLetters,
  createScheduler,
  homeOf,
  launchCampaign,
  previewWaves,
  progressOf,
  requireCampaign,
  scheduleCampaign,
} from './campaigns.ts';
import { campaignWorld, type Person, seedPeople, until } from './testing.ts';

let world: Awaited<ReturnType<typeof campaignWorld>>;
let tick: () => Promise<void>;
beforeEach(async () => {
  world = await campaignWorld();
  ({ tick } = createScheduler({ tools: world, logger: createLogger({ write: (line) => expect(line).toBe('') }) }));
});
afterEach(() => world.close());

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const crowd = (count: number, facts: Partial<Person> = {}): Person[] =>
  Array.from({ length: count }, (_, index) => ({
    email: `${facts.fields?.['zone'] ?? 'p'}${index}@x.example`.toLowerCase(),
    ...facts,
  }));
const inZone = (zone: string, count: number) => crowd(count, { fields: { zone } });
const counts = (sendId: string) => progressOf(world, sendId).counts;
const through = (sendId: string, accepted: number) =>
  until(world.changes, () => (counts(sendId).accepted >= accepted ? counts(sendId) : null));
const idOf = (sendId: string) => requireSend(world.db, sendId).id;
const sendOf = (campaignId: string) => requireCampaign(world.db, campaignId).send?.publicId ?? '';

async function moveTo(ms: number): Promise<void> {
  world.clock.move(ms);
  await tick();
  world.delivery.wake();
}

describe('in each recipient’s local time', () => {
  /** The next full hour but one, as it is in UTC. */
  const soon = () => new Date(Math.ceil(world.clock() / HOUR) * HOUR + HOUR);
  const local = (at: Date) =>
    ({ kind: 'local', wall: wallTimeAt(at.getTime(), '+02:00'), zone: 'UTC', field: 'zone', late: 'now' }) as const;

  beforeEach(() => seedPeople(world.db, [...inZone('+02:00', 3), ...inZone('UTC', 2), ...inZone('-03:00', 4), ...crowd(1)]));

  it('it begins when the first of them has that time, and each gets it at theirs', async () => {
    const id = world.draft();
    const first = soon();
    const when = local(first);
    expect(await previewWaves(world, { id, when })).toMatchObject({
      waves: [
        { at: first.getTime(), recipients: 3 },
        { at: first.getTime() + 2 * HOUR, recipients: 3 },
        { at: first.getTime() + 5 * HOUR, recipients: 4 },
      ],
      unknown: 1,
      late: 0,
    });
    await scheduleCampaign(world, { id, when });
    expect(requireCampaign(world.db, id)).toMatchObject({ status: 'scheduled', scheduledAt: first.getTime(), plan: { when } });
    await moveTo(first.getTime() - world.clock());
    const sendId = sendOf(id);
    expect(await through(sendId, 3)).toMatchObject({ accepted: 3, deferred: 7, pending: 0 });
    expect(progressOf(world, sendId).waves.map(({ recipients }) => recipients)).toEqual([3, 4]);
    for (let hours = 0; hours < 2; hours += 0.5) await moveTo(HOUR / 2);
    expect(await through(sendId, 6)).toMatchObject({ accepted: 6, deferred: 4 });
    for (let hours = 0; hours < 3; hours += 0.5) await moveTo(HOUR / 2);
    expect(await world.settled(sendId)).toMatchObject({ state: 'finished' });
    expect((await world.arrived()).size).toBe(10);
  });

  it('those for whom it is over get it at once if that was chosen, and then it begins at once', async () => {
    const id = world.draft();
    const when = { ...local(new Date(soon().getTime() - 3 * HOUR)) };
    await scheduleCampaign(world, { id, when });
    const sendId = sendOf(id);
    expect(await through(sendId, 3)).toMatchObject({ accepted: 3, deferred: 7 });
    const other = world.draft({ name: 'Patient' });
    await scheduleCampaign(world, { id: other, when: { ...when, late: 'next-day' } });
    expect(requireCampaign(world.db, other)).toMatchObject({ status: 'scheduled', send: null });
  });

  it('a restart keeps the times, and a wave that fell into a long gap waits for a person', async () => {
    const id = world.draft();
    const first = soon();
    await scheduleCampaign(world, { id, when: local(first) });
    await moveTo(first.getTime() - world.clock());
    const sendId = sendOf(id);
    await through(sendId, 3);
    await world.delivery.stop();
    // Nothing runs for four hours: the wave after two of them is missed, that after five is not.
    world.clock.move(4 * HOUR);
    const again = createDelivery({
      ...world,
      letters: createLetters(world.db),
      suppressions: { isSuppressed: () => false, suppress: () => undefined },
    });
    again.start();
    await tick();
    expect(requireSend(world.db, sendId)).toMatchObject({ state: 'paused', pauseReason: expect.stringContaining('3 people') });
    expect(counts(sendId)).toMatchObject({ accepted: 3, deferred: 7 });
    expect((await homeOf(world, world.clock())).needsYou).toContainEqual(
      expect.objectContaining({ what: 'paused', campaignId: id }),
    );
    resumeSend(world.db, { sendId: idOf(sendId) });
    again.wake();
    expect(await through(sendId, 6)).toMatchObject({ accepted: 6, deferred: 4 });
    expect(requireSend(world.db, sendId).state).toBe('sending');
    await again.stop();
  });

  it('cannot be joined with some going first', async () => {
    const how = { kind: 'canary', first: 2, after: { kind: 'person' } } as const;
    const wish = scheduleCampaign(world, { id: world.draft(), when: local(soon()), how });
    await expect(wish).rejects.toMatchObject({ code: 'campaigns.canary-in-waves' });
  });
});

describe('spread over a while', () => {
  it('leaves evenly, is not made up for after a gap, and ends', async () => {
    seedPeople(world.db, crowd(240));
    const { sendId } = await launchCampaign(world, { id: world.draft(), how: { kind: 'spread', ms: 10 * MINUTE } });
    await through(sendId, 1);
    const minute = async (expected: number) => {
      world.clock.move(MINUTE);
      world.delivery.wake();
      const { accepted } = await through(sendId, Math.min(expected, 240));
      // The clock of the test goes on by itself as well, a second or two in all.
      expect(accepted - expected).toBeLessThan(4);
    };
    for (let minutes = 1; minutes <= 4; minutes += 1) await minute(1 + 24 * minutes);
    // While it is not running nothing gathers but what a minute grants.
    world.clock.move(HOUR);
    await minute(1 + 24 * 5);
    expect(progressOf(world, sendId)).toMatchObject({ spreadMs: 10 * MINUTE, state: 'sending' });
    for (let minutes = 6; minutes <= 9; minutes += 1) await minute(1 + 24 * minutes);
    world.clock.move(MINUTE);
    world.delivery.wake();
    await world.settled(sendId);
    expect((await world.arrived()).size).toBe(240);
  });
});

describe('some first', () => {
  const person = { kind: 'canary', first: 5, after: { kind: 'person' } } as const;
  const quiet = { kind: 'canary', first: 5, after: { kind: 'quiet', ms: HOUR, refusedPercent: 10 } } as const;
  beforeEach(() => seedPeople(world.db, crowd(40)));

  async function firstOnes(how: typeof person | typeof quiet) {
    const { sendId } = await launchCampaign(world, { id: world.draft(), how });
    await through(sendId, 5);
    expect(progressOf(world, sendId).canary).toMatchObject({ first: 5, phase: 'running' });
    await tick();
    return sendId;
  }

  it('are chosen at random, and the others wait for a person', async () => {
    const sendId = await firstOnes(person);
    expect(requireSend(world.db, sendId)).toMatchObject({ state: 'paused' });
    expect(counts(sendId)).toMatchObject({ accepted: 5, pending: 35, deferred: 0 });
    expect(progressOf(world, sendId).canary).toEqual({
      ...{ first: 5, phase: 'waiting', goesOnAt: null, tried: 5, refused: 0, uncertain: 0, complained: 0, opened: 0 },
    });
    expect((await homeOf(world, world.clock())).needsYou).toContainEqual(
      expect.objectContaining({ what: 'canary', sendId, figures: expect.objectContaining({ tried: 5 }) }),
    );
    await moveTo(48 * HOUR);
    expect(counts(sendId)).toMatchObject({ accepted: 5, pending: 35 });
    goOnAfterCanary(world.db, { sendId: idOf(sendId), now: world.clock() });
    world.delivery.wake();
    expect(await world.settled(sendId)).toMatchObject({ state: 'finished' });
    expect((await world.arrived()).size).toBe(40);
    const order = world.db
      .all<{ id: number }>(sql`SELECT contact_id AS id FROM messages ORDER BY attempted_at, id`)
      .map(({ id }) => id);
    expect(order.slice(0, 5).toSorted((a, b) => a - b)).not.toEqual([1, 2, 3, 4, 5]);
  });

  it('stay the first ones when it is paused and resumed meanwhile, and after a crash', async () => {
    await world.delivery.stop();
    const { sendId } = await launchCampaign(world, { id: world.draft(), how: person });
    world.db.run(sql`UPDATE messages SET status = 'claimed' WHERE reason = 'canary'`);
    pauseSend(world.db, { sendId: idOf(sendId) });
    await tick();
    resumeSend(world.db, { sendId: idOf(sendId) });
    expect(progressOf(world, sendId).canary).toMatchObject({ phase: 'running', tried: 0 });
    world.db.run(sql`UPDATE messages SET status = 'claimed' WHERE reason = 'canary'`);
    world.delivery.start();
    await through(sendId, 5);
    await tick();
    expect(counts(sendId)).toMatchObject({ accepted: 5, pending: 35 });
  });

  it('are followed by the others after a quiet while, and not before', async () => {
    const sendId = await firstOnes(quiet);
    expect(progressOf(world, sendId)).toMatchObject({
      state: 'sending',
      canary: { phase: 'waiting', goesOnAt: expect.any(Number) },
    });
    await moveTo(59 * MINUTE);
    expect(counts(sendId)).toMatchObject({ accepted: 5, pending: 35 });
    await moveTo(2 * MINUTE);
    expect(await world.settled(sendId)).toMatchObject({ state: 'finished' });
  });

  it('hold the others when one of them complains in the quiet while, and say so', async () => {
    const sendId = await firstOnes(quiet);
    const messageId = world.db.value<number>(sql`SELECT id FROM messages WHERE status = 'accepted' LIMIT 1`) ?? 0;
    const evidence = {
      messageId,
      what: 'complained',
      permanent: false,
      reason: '',
      enhancedCode: null,
      words: '',
      source: 'mailbox',
      mark: '1',
      at: 1,
    } as const;
    addEvidence(world.db, { evidence, suppressions: { isSuppressed: () => false, suppress: () => undefined } });
    await moveTo(MINUTE);
    expect(requireSend(world.db, sendId)).toMatchObject({
      state: 'paused',
      pauseReason: expect.stringContaining('one complained'),
    });
    await moveTo(48 * HOUR);
    expect(counts(sendId)).toMatchObject({ accepted: 5, pending: 35 });
    resumeSend(world.db, { sendId: idOf(sendId) });
    world.delivery.wake();
    expect(await world.settled(sendId)).toMatchObject({ state: 'finished' });
  });

  it('are everybody where there are no more', async () => {
    const { sendId } = await launchCampaign(world, { id: world.draft(), how: { ...person, first: 100 } });
    expect(await world.settled(sendId)).toMatchObject({ state: 'finished' });
  });
});
