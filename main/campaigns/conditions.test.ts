import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Condition } from '#shared/content/conditions.ts';
import { type Document, document as shape } from '#shared/content/document.ts';
import type { Rule } from '#shared/schema/rule.ts';
import { sql } from '../db/db.ts';
import { createPool } from '../workers/pool.ts';
import { type Workers, workersOf } from '../workers/workers-of.ts';
import { launchCampaign, reviewCampaign, sendTest, viewLetter } from './campaigns.ts';
import { peopleAhead, peopleOf } from './conditions.ts';
import { campaignWorld, seedPeople } from './testing.ts';

const entry = fileURLToPath(new URL('../workers/entry.ts', import.meta.url));

let world: Awaited<ReturnType<typeof campaignWorld>>;
beforeEach(async () => {
  world = await campaignWorld();
  seedPeople(world.db, [
    { email: 'anna@x.example', firstName: 'Anna', tags: ['regular'] },
    { email: 'ben@x.example', firstName: 'Ben' },
    { email: 'zoe@x.example', firstName: 'Zoë', tags: ['regular', 'vip'] },
  ]);
});
afterEach(() => world.close());

const only = (...rules: Rule[]): Condition => ({ rule: { kind: 'group', match: 'all', rules }, label: 'some' });
const tagged = (tagId: string): Condition => only({ kind: 'tag', tagId, has: true });
const text = (id: string, words: string, when: Condition | null = null) => ({
  id,
  kind: 'text',
  when,
  props: { html: `<p>${words}</p>` },
});

/** A letter of which not everybody gets everything. */
const design = (...more: object[]): Document =>
  shape.parse({
    version: 1,
    kind: 'blocks',
    blocks: [
      text('all', 'Dear {{ contact.first_name }}'),
      text('regulars', 'Ten per cent for regulars', tagged('regular')),
      {
        id: 'row',
        kind: 'columns',
        when: tagged('vip'),
        props: { columns: [[text('a', 'Only the best')], [text('b', 'inner', tagged('regular'))]] },
      },
      text('others', 'Come and see us', only({ kind: 'tag', tagId: 'regular', has: false })),
      ...more,
      { id: 'foot', kind: 'footer', props: { unsubscribe: 'Unsubscribe' } },
    ],
  });

const sees = (letter: { html?: string | null; text?: string | null } | undefined) =>
  ['Ten per cent', 'Only the best', 'inner', 'Come and see us'].map((words) => {
    const inHtml = letter?.html?.includes(words);
    expect(letter?.text?.includes(words)).toBe(inHtml);
    return inHtml;
  });

describe('a block that only some see', () => {
  it('is in the HTML and the text of those alone, as they were at the launch', async () => {
    await world.delivery.stop();
    const { sendId } = await launchCampaign(world, { id: world.draft({ document: design() }) });
    // What happens to the rules and to people afterwards changes nothing that was promised to nobody else.
    world.db.run(sql`DELETE FROM tags`);
    world.delivery.start();
    await world.settled(sendId);
    const arrived = await world.arrived();
    expect(sees(arrived.get('anna@x.example'))).toEqual([true, false, false, false]);
    expect(sees(arrived.get('ben@x.example'))).toEqual([false, false, false, true]);
    expect(sees(arrived.get('zoe@x.example'))).toEqual([true, true, true, false]);
    expect(arrived.get('ben@x.example')?.html).not.toMatch(/\{%|when\[/);
    expect(arrived.get('ben@x.example')?.text).not.toMatch(/\n{3}|\{%/);
    const message = world.db.value<number>(sql`SELECT id FROM messages WHERE email = 'zoe@x.example'`) ?? 0;
    expect(sees(viewLetter(world.db, message) ?? undefined)).toEqual([true, true, true, false]);
  });

  it('is in a test as the chosen contact would get it, and all of it in a test as nobody', async () => {
    const id = world.draft({ document: design() });
    await sendTest(world, { id, to: ['me@x.example'], contactId: 'c-ben@x.example' });
    expect(sees((await world.arrived()).get('me@x.example'))).toEqual([false, false, false, true]);
    await sendTest(world, { id, to: ['you@x.example'], contactId: null, marked: false });
    const yours = (await world.arrived()).get('you@x.example');
    expect(sees(yours)).toEqual([true, true, true, true]);
    expect(yours?.subject).toBe('Hello there');
  });

  it('stops the send where its rule names what is gone, and the review leads to it', async () => {
    const document = design(text('lost', 'For nobody', tagged('gone')));
    const id = world.draft({ document });
    const { findings } = await reviewCampaign(world, { id, now: world.clock() });
    expect(findings).toContainEqual(expect.objectContaining({ level: 'blocker', blockId: 'lost' }));
    await expect(launchCampaign(world, { id })).rejects.toMatchObject({ code: 'campaigns.blocked' });
  });

  it('cannot hold the only way to unsubscribe', async () => {
    const document = shape.parse({
      version: 1,
      kind: 'blocks',
      blocks: [text('a', 'Hello'), { id: 'foot', kind: 'footer', when: tagged('vip'), props: { unsubscribe: 'Unsubscribe' } }],
    });
    const { findings } = await reviewCampaign(world, { id: world.draft({ document }), now: world.clock() });
    expect(findings).toContainEqual(expect.objectContaining({ level: 'blocker', text: 'There is no unsubscribe link.' }));
  });
});

describe('of many contacts', () => {
  let workers: Workers;
  beforeEach(() => {
    workers = workersOf(createPool({ entry, threads: 1, idleMs: 60_000 }));
  });
  afterEach(() => workers.stop());

  it('who fulfils a condition is found by another thread, and is the same', async () => {
    world.db.run(sql`WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 6000)
      INSERT INTO contacts (public_id, email, email_key, first_name, fields, created_at, updated_at)
      SELECT 'c' || i, 'p' || i || '@x.example', 'p' || i || '@x.example', iif(i % 10 = 0, '', 'Ann'), '{}', 1, 1 FROM n`);
    const conditions = [
      tagged('regular'),
      only({ kind: 'contact', name: 'first-name', test: { type: 'text', op: 'filled' } }),
      only({ kind: 'tag', tagId: 'vip', has: false }),
    ];
    const asked = { conditions, now: world.clock() };
    const there = await peopleAhead({ db: world.db, reads: workers.reads }, asked);
    expect(there?.map((bits) => [...bits])).toEqual(peopleOf(world.db, asked).map((bits) => [...bits]));
  });
});
