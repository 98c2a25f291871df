import { afterAll, beforeAll, expect, it } from 'vitest';
import { emptyDocument } from '#shared/content/document.ts';
import { written } from '#shared/content/source.ts';
import { sql, type WriteDb } from '../db/db.ts';
import { migratedWorkspace, workspaceDb } from '../db/testing.ts';
import {
  addVersion,
  createCampaign,
  draftBeforeSwitch,
  keepSteps,
  listVersions,
  readSteps,
  removeCampaign,
  removeVersion,
  renameVersion,
  requireVersion,
} from './campaigns.ts';

let db: WriteDb;
let close: () => void;
beforeAll(async () => ({ db, close } = await workspaceDb()));
afterAll(() => close());

const campaign = () => createCampaign(db, { name: 'Rye', document: emptyDocument(), now: 1 });
const draft = (markdown: string) => ({ subject: 'Hello', preheader: '', document: written('markdown', markdown) });
const named = (campaignId: string, name: string, now = 1) =>
  addVersion(db, { campaignId, name, why: 'named', draft: draft(name), now });

it('a version keeps the draft as it was, under its name, the newest first', () => {
  const campaignId = campaign();
  named(campaignId, 'first', 1);
  const id = named(campaignId, 'second', 2);
  expect(listVersions(db, campaignId)).toMatchObject([
    { name: 'second', kind: 'markdown', why: 'named', createdAt: 2 },
    { name: 'first' },
  ]);
  expect(requireVersion(db, id).draft).toEqual(draft('second'));
  renameVersion(db, { id, name: 'third' });
  expect(listVersions(db, campaignId)[0]?.name).toBe('third');
  removeVersion(db, id);
  expect(listVersions(db, campaignId).map(({ name }) => name)).toEqual(['first']);
  expect(() => requireVersion(db, id)).toThrow('no such version');
  expect(() => renameVersion(db, { id, name: 'x' })).toThrow('no such version');
});

it('what was there before a switch is known until the next one; old ones make room, named ones stay', () => {
  const campaignId = campaign();
  expect(draftBeforeSwitch(db, campaignId)).toBeNull();
  named(campaignId, 'mine');
  for (let count = 0; count < 25; count += 1)
    addVersion(db, {
      campaignId,
      name: '',
      why: 'switch',
      draft: draft(`${count}`),
      became: written('html', `<p>${count}</p>`),
      now: count,
    });
  expect(draftBeforeSwitch(db, campaignId)).toMatchObject({ draft: draft('24'), became: written('html', '<p>24</p>') });
  const names = listVersions(db, campaignId).map(({ name }) => name);
  expect(names).toHaveLength(21);
  expect(names).toContain('mine');
});

it('there is an end to how many versions a campaign has', () => {
  const campaignId = campaign();
  for (let count = 0; count < 200; count += 1) named(campaignId, `${count}`);
  expect(() => named(campaignId, 'one more')).toThrow('200 versions');
});

const read = (campaignId: string, from = 0) => readSteps(db, { campaignId, log: null, from });
const keep = (campaignId: string, log: string, steps: Partial<Parameters<typeof keepSteps>[1]>) =>
  keepSteps(db, { campaignId, log, first: null, count: 1, keep: 1, patches: [], at: 0, now: 1, ...steps });

it('the steps of a draft are kept one by one, and go with their campaign', () => {
  const campaignId = campaign();
  expect(read(campaignId)).toBeNull();
  expect(keep(campaignId, 'a', { first: '"one"', patches: [[1, 3, 'two']], at: 1 })).toBe(true);
  expect(keep(campaignId, 'a', { count: 2, keep: 2, patches: [[1, 3, 'three']], at: 2 })).toBe(true);
  expect(read(campaignId)).toEqual({
    ...{ log: 'a', first: '"one"', count: 3, at: 2 },
    patches: [
      [1, 3, 'two'],
      [1, 3, 'three'],
    ],
  });
  // After an undo something else was done.
  expect(keep(campaignId, 'a', { count: 3, keep: 2, patches: [[1, 3, 'four']], at: 2 })).toBe(true);
  expect(read(campaignId, 2)).toMatchObject({ count: 3, first: '', patches: [[1, 3, 'four']] });
  named(campaignId, 'x');
  removeCampaign(db, campaignId);
  expect(() => listVersions(db, campaignId)).toThrow();
  const left = [
    sql`/* test.versions */ SELECT count(*) FROM versions WHERE campaign_id NOT IN (SELECT id FROM campaigns)`,
    sql`/* test.logs */ SELECT count(*) FROM undo_logs`,
    sql`/* test.patches */ SELECT count(*) FROM undo_patches`,
  ].map((query) => db.value<number>(query));
  expect(left).toEqual([0, 0, 0]);
});

it('a window does not go on with steps that another one has gone on with; each has its own, the last few are kept', () => {
  const campaignId = campaign();
  keep(campaignId, 'a', { first: '"one"', now: 1 });
  expect(keep(campaignId, 'a', { patches: [[1, 3, 'hers']], at: 1, now: 2 })).toBe(true);
  expect(keep(campaignId, 'a', { patches: [[1, 3, 'his']], at: 1, now: 3 })).toBe(false);
  expect(keep(campaignId, 'b', { first: '"one"', patches: [[1, 3, 'his']], at: 1, now: 3 })).toBe(true);
  expect(read(campaignId)).toMatchObject({ log: 'b', patches: [[1, 3, 'his']] });
  expect(readSteps(db, { campaignId, log: 'a', from: 0 })).toMatchObject({ patches: [[1, 3, 'hers']] });
  for (const name of ['c', 'd', 'e']) keep(campaignId, name, { first: '"one"', now: 4 });
  expect(readSteps(db, { campaignId, log: 'a', from: 0 })).toBeNull();
});

it('a long history is read in slices', () => {
  const campaignId = campaign();
  const patches = Array.from({ length: 50 }, (_, at): [number, number, string] => [0, 0, `${at}`.repeat(10_000)]);
  keep(campaignId, 'a', { first: '""', patches, at: 50 });
  const got = [...(read(campaignId)?.patches ?? [])];
  expect(got.length).toBeLessThan(20);
  while (got.length < 50) got.push(...(read(campaignId, got.length + 1)?.patches ?? []));
  expect(got).toEqual(patches);
});

it('steps that were written down as one text are there one by one', async () => {
  const steps = JSON.stringify({
    v: 1,
    first: '"one"',
    patches: [
      [1, 3, 'two'],
      [1, 3, 'three'],
    ],
    at: 1,
  });
  const old = await migratedWorkspace(240, (before) => {
    before.run(sql`/* test.campaign */ INSERT INTO campaigns (public_id, name, document, audience, created_at, updated_at)
      VALUES ('old', 'Old', ${JSON.stringify(emptyDocument())}, '{}', 1, 1)`);
    before.run(
      sql`/* test.steps */ INSERT INTO undo_steps (campaign_id, steps, updated_at) SELECT id, ${steps}, 5 FROM campaigns`,
    );
  });
  expect(readSteps(old.db, { campaignId: 'old', log: null, from: 0 })).toEqual({
    ...{ log: 'before', first: '"one"', count: 3, at: 1 },
    patches: [
      [1, 3, 'two'],
      [1, 3, 'three'],
    ],
  });
  old.close();
});

it('a workspace of the version before gets the tables, and its campaigns stay', async () => {
  let id = '';
  const old = await migratedWorkspace(180, (before) => {
    before.run(sql`/* test.campaign */ INSERT INTO campaigns (public_id, name, document, audience, created_at, updated_at)
      VALUES ('old', 'Old', ${JSON.stringify(emptyDocument())}, '{}', 1, 1)`);
    id = 'old';
  });
  expect(listVersions(old.db, id)).toEqual([]);
  addVersion(old.db, { campaignId: id, name: 'x', why: 'named', draft: draft('x'), now: 2 });
  expect(listVersions(old.db, id)).toHaveLength(1);
  old.close();
});
