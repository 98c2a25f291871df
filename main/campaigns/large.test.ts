import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { audience } from '#shared/rpc/campaigns.ts';
import { sql } from '../db/db.ts';
import { leftToPrepare, pauseSend, requireSend } from '../delivery/delivery.ts';
import { createPool } from '../workers/pool.ts';
import { type Workers, workersOf } from '../workers/workers-of.ts';
import { audienceCount, drawAhead, emptyValuesOf } from './ask-audience.ts';
import { countAudience } from './audience.report.ts';
import { homeOf, launchCampaign, previewWaves, progressOf, reportAside, reportOf, reviewCampaign } from './campaigns.ts';
import { drawAudience } from './draw.ts';
import { campaignWorld, until } from './testing.ts';

const entry = fileURLToPath(new URL('../workers/entry.ts', import.meta.url));
const MANY = 6_000;
const everyone = audience.parse({ everyone: true });

let base: Awaited<ReturnType<typeof campaignWorld>>;
let workers: Workers;
let world: typeof base & { reads: Workers['reads'] };
beforeEach(async () => {
  base = await campaignWorld();
  workers = workersOf(createPool({ entry, threads: 1, idleMs: 60_000 }));
  world = { ...base, reads: workers.reads };
  base.db.run(sql`WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${MANY})
    INSERT INTO contacts (public_id, email, email_key, first_name, fields, created_at, updated_at)
    SELECT 'c' || i, 'p' || i || '@x.example', 'p' || i || '@x.example', iif(i % 10 = 0, '', 'Ann'),
      CASE i % 4 WHEN 0 THEN '{"place":"Japan"}' WHEN 1 THEN '{"place":"Berlin"}' WHEN 2 THEN '{"place":"America/New_York"}' ELSE '{}' END, 1, 1
    FROM n`);
  base.db.run(sql`INSERT INTO suppressions (email_key, email, reason, created_at)
    SELECT email_key, email, 'bounced', 1 FROM contacts WHERE id % 100 = 0`);
});
afterEach(async () => {
  await workers.stop();
  await base.close();
});

const when = { kind: 'local', wall: '2099-05-01T09:00', zone: 'Europe/Berlin', field: 'place', late: 'now' } as const;
const idOf = (sendId: string) => requireSend(world.db, sendId).id;
const countInAir = (sendId: string) =>
  world.db.value<number>(sql`SELECT count FROM send_counts WHERE send_id = ${idOf(sendId)} AND status = 'attempting'`);
const prepared = (sendId: string) => until(world.changes, () => (leftToPrepare(world.db, idOf(sendId)) === null ? true : null));

describe('a large audience, read by another thread', () => {
  it('is the same as the one that is read here', async () => {
    for (const asked of [
      { when: null, first: null },
      { when, first: null },
      { when, first: null, onlyCount: true },
    ]) {
      const draw = { audience: everyone, now: world.clock(), ...asked };
      const [there, here] = [await drawAhead(world, draw), drawAudience(world.db, draw)];
      expect(there).toMatchObject({ recipients: MANY - MANY / 100, drawn: here.drawn });
      const plain = (frozen: typeof here | null) => frozen?.parts.map((part) => ({ ...part, contactIds: [...part.contactIds] }));
      expect(plain(there)).toEqual(plain(here));
    }
    expect(await audienceCount(world, everyone)).toEqual(countAudience(world.db, everyone));
    const values = ['contact.first_name', 'contact.fields.place', 'contact.email'];
    expect(await emptyValuesOf(world, { audience: everyone, values })).toEqual(
      await emptyValuesOf({ db: world.db }, { audience: everyone, values }),
    );
    expect((await reviewCampaign(world, { id: world.draft(), now: world.clock() })).audience.recipients).toBe(MANY - MANY / 100);
  });

  it('is frozen with the launch, and written down afterwards, as the progress tells', async () => {
    const id = world.draft();
    await expect(launchCampaign(world, { id, expected: 7 })).rejects.toMatchObject({ code: 'campaigns.audience-changed' });
    const { sendId, recipients } = await launchCampaign(world, { id, expected: MANY - MANY / 100 });
    expect(recipients).toBe(MANY - MANY / 100);
    const { preparing, counts, state } = progressOf(world, sendId);
    expect(preparing).toMatchObject({ of: MANY });
    expect(counts).toMatchObject({ pending: recipients, skipped: MANY / 100, accepted: 0 });
    expect(state).toBe('sending');
    await prepared(sendId);
    expect(progressOf(world, sendId).preparing).toBeNull();
    expect(world.db.all(sql`SELECT reason, count(*) AS count FROM messages WHERE status = 'skipped' GROUP BY reason`)).toEqual([
      { reason: 'suppressed', count: MANY / 100 },
    ]);
  });

  it('gets it in waves', async () => {
    const id = world.draft();
    const shown = await previewWaves(world, { id, when });
    expect(shown.waves.map(({ recipients }) => recipients)).toEqual([MANY / 4 - MANY / 100, MANY / 2, MANY / 4]);
    const { sendId } = await launchCampaign(world, { id, when });
    expect(progressOf(world, sendId).waves.map(({ at }) => at)).toEqual(shown.waves.map(({ at }) => at));
    await prepared(sendId);
    expect(
      world.db.all(sql`SELECT due_at AS at, count(*) AS recipients FROM messages WHERE reason = 'wave' GROUP BY 1 ORDER BY 1`),
    ).toEqual(shown.waves.map(({ at, recipients }) => ({ at, recipients })));
  });

  it('has some of it go first, at random', async () => {
    const how = { kind: 'canary', first: 30, after: { kind: 'person' } } as const;
    const { sendId } = await launchCampaign(world, { id: world.draft(), how });
    expect(progressOf(world, sendId).canary).toMatchObject({ first: 30, phase: 'running' });
    await prepared(sendId);
    await until(world.changes, () => (progressOf(world, sendId).counts.accepted === 30 ? true : null));
    expect(progressOf(world, sendId).counts).toMatchObject({ accepted: 30, pending: MANY - MANY / 100 - 30 });
    expect(world.db.value(sql`SELECT max(contact_id) FROM messages WHERE status = 'accepted'`)).toBeGreaterThan(100);
  });
});

describe('how many people there are', () => {
  it('is right for who asks once more after the last change, however soon', async () => {
    expect((await homeOf(world, world.clock())).people.total).toBe(MANY);
    const counting = homeOf(world, world.clock());
    world.db.run(sql`INSERT INTO contacts (public_id, email, email_key, created_at, updated_at)
      VALUES ('late', 'late@x.example', 'late@x.example', ${world.clock()}, ${world.clock()})`);
    await counting;
    const { total, growth, aMonthAgo } = (await homeOf(world, world.clock())).people;
    expect(total).toBe(MANY + 1);
    expect(growth.at(-1)?.total).toBe(MANY + 1);
    expect(aMonthAgo).toBe(MANY);
    world.db.run(sql`DELETE FROM contacts`);
    world.db.run(sql`INSERT INTO contacts (id, public_id, email, email_key, created_at, updated_at)
      VALUES (${MANY * 2}, 'last', 'last@x.example', 'last@x.example', 1, 1)`);
    expect((await homeOf(world, world.clock())).people).toMatchObject({ total: 1, aMonthAgo: 1 });
  });
});

it('reports a large campaign with its domains as a small one', async () => {
  const id = world.draft();
  const { sendId } = await launchCampaign(world, { id });
  await prepared(sendId);
  pauseSend(world.db, { sendId: idOf(sendId) });
  await until(world.changes, () => (countInAir(sendId) === 0 ? true : null));
  const [here, there] = [reportOf(world, id), await reportAside(world, id)];
  expect(there.domains).toEqual([{ domain: 'x.example', recipients: MANY - MANY / 100, accepted: here.accepted }]);
  expect(there).toEqual(here);
});
