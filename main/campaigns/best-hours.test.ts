import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createLogger } from '../base/logger.ts';
import { sql } from '../db/db.ts';
import { cancelSend, createDelivery, requireSend } from '../delivery/delivery.ts';
import { drawBestHours, LOOKED_BACK_MS } from './best-hours.ts';
import {
  createLetters,
  createScheduler,
  drawnFor,
  previewWaves,
  progressOf,
  requireCampaign,
  scheduleCampaign,
} from './campaigns.ts';
import { campaignWorld, seedPeople, until } from './testing.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const at = (iso: string) => Date.parse(`${iso}Z`);

describe('best hours', () => {
  // 2026-11-16 is a Monday.
  const from = at('2026-11-18T10:20');
  const values = [
    { value: '0', recipients: 15 },
    { value: '58', recipients: 9 },
    { value: '59', recipients: 2 },
  ];

  it('are each recipient’s own, within a week, and for the others the one that most have', () => {
    const drawn = drawBestHours({ from, values, recipients: 30, now: from });
    expect(drawn.waves.map((wave) => [new Date(wave.at).toISOString().slice(0, 13), wave.recipients])).toEqual([
      ['2026-11-18T11', 2],
      ['2026-11-23T00', 19],
      // Ten o’clock on Wednesday has just begun, so it is that of next week.
      ['2026-11-25T10', 9],
    ]);
    expect(drawn).toMatchObject({ known: 26, unknown: 4, otherwise: at('2026-11-23T00:00') });
  });

  it('are the next weekday at nine where too few are known', () => {
    const few = [{ value: '0', recipients: 19 }];
    const drawn = drawBestHours({ from: at('2026-11-20T09:01'), values: few, recipients: 30, now: from });
    expect(drawn).toMatchObject({ waves: [{ at: at('2026-11-23T09:00'), recipients: 30 }], due: [], known: 19, unknown: 30 });
  });

  it('never lie in the past, and at once where the hour has only just begun', () => {
    const drawn = drawBestHours({ from, values, recipients: 26, now: at('2026-11-18T11:30') });
    expect(drawn.waves[0]).toMatchObject({ at: at('2026-11-18T11:30'), recipients: 2 });
    const later = drawBestHours({ from, values, recipients: 26, now: at('2026-12-24T12:00') });
    expect(later.waves.every((wave) => wave.at >= at('2026-12-24T12:00') && wave.at < at('2026-12-31T12:00'))).toBe(true);
  });
});

describe('a campaign for each person’s best hour', () => {
  let world: Awaited<ReturnType<typeof campaignWorld>>;
  let tick: () => Promise<void>;
  let next: number;
  beforeEach(async () => {
    world = await campaignWorld();
    ({ tick } = createScheduler({ tools: world, logger: createLogger({ write: (line) => expect(line).toBe('') }) }));
    next = Math.ceil(world.clock() / HOUR) * HOUR + HOUR;
    seedPeople(
      world.db,
      Array.from({ length: 26 }, (_, index) => ({ email: `p${index}@x.example` })),
    );
    // The first twelve read at the next hour, eleven others two hours after it, one read once and long ago, two never did.
    for (let index = 0; index < 24; index++) {
      const usual = next + (index < 12 ? 0 : 2 * HOUR);
      const times = index < 23 ? [usual - 7 * DAY, usual - 14 * DAY, usual - 7 * DAY - 3 * HOUR] : [usual - LOOKED_BACK_MS - DAY];
      for (const [nth, when] of times.entries())
        world.db.run(sql`INSERT INTO events (name, contact_id, at)
          SELECT ${nth === 1 ? 'clicked' : 'opened'}, id, ${when} FROM contacts WHERE email = ${`p${index}@x.example`}`);
    }
  });
  afterEach(() => world.close());

  const counts = (sendId: string) => progressOf(world, sendId).counts;
  const through = (sendId: string, accepted: number) =>
    until(world.changes, () => (counts(sendId).accepted >= accepted ? counts(sendId) : null));
  async function moveTo(ms: number): Promise<void> {
    world.clock.move(ms);
    await tick();
    world.delivery.wake();
  }
  async function begun(): Promise<string> {
    const id = world.draft();
    await scheduleCampaign(world, { id, when: { kind: 'best', from: world.clock() + 15 * 60_000 } });
    expect(requireCampaign(world.db, id)).toMatchObject({ status: 'scheduled', scheduledAt: next });
    await moveTo(next - world.clock());
    return requireCampaign(world.db, id).send?.publicId ?? '';
  }

  it('reaches each at theirs, who has none at that of most, and says before how many those are', async () => {
    const when = { kind: 'best', from: world.clock() + 15 * 60_000 } as const;
    expect(await previewWaves(world, { id: world.draft(), when })).toMatchObject({ known: 23, unknown: 3, late: 0 });
    expect(
      await drawnFor(world, { audience: requireCampaign(world.db, world.draft()).audience, when, now: world.clock() }),
    ).toMatchObject({
      waves: [
        { at: next, recipients: 15 },
        { at: next + 2 * HOUR, recipients: 11 },
      ],
      known: 23,
      unknown: 3,
    });
    const sendId = await begun();
    expect(await through(sendId, 15)).toMatchObject({ accepted: 15, deferred: 11, pending: 0 });
    for (let hours = 0; hours < 2; hours += 0.5) await moveTo(HOUR / 2);
    expect(await world.settled(sendId)).toMatchObject({ state: 'finished' });
    expect((await world.arrived()).size).toBe(26);
  });

  it('keeps its times over a restart, and the rest does not leave once it is cancelled', async () => {
    const sendId = await begun();
    await through(sendId, 15);
    await world.delivery.stop();
    const again = createDelivery({
      ...world,
      letters: createLetters(world.db),
      suppressions: { isSuppressed: () => false, suppress: () => undefined },
    });
    again.start();
    await moveTo(HOUR);
    expect(counts(sendId)).toMatchObject({ accepted: 15, deferred: 11 });
    cancelSend(world.db, { sendId: requireSend(world.db, sendId).id, now: world.clock() });
    await moveTo(2 * HOUR);
    expect(counts(sendId)).toMatchObject({ accepted: 15, deferred: 0, skipped: 11 });
    await again.stop();
  });
});
