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

it('the steps of a draft are kept as they were written, and go with their campaign', () => {
  const campaignId = campaign();
  expect(readSteps(db, campaignId)).toBeNull();
  keepSteps(db, { campaignId, steps: '{"v":1}', now: 1 });
  keepSteps(db, { campaignId, steps: '{"v":2}', now: 2 });
  expect(readSteps(db, campaignId)).toBe('{"v":2}');
  named(campaignId, 'x');
  removeCampaign(db, campaignId);
  expect(() => listVersions(db, campaignId)).toThrow();
  const left = (table: 'versions' | 'undo_steps') =>
    db.get<{ count: number }>(
      table === 'versions'
        ? sql`/* test.versions */ SELECT count(*) AS count FROM versions WHERE campaign_id NOT IN (SELECT id FROM campaigns)`
        : sql`/* test.steps */ SELECT count(*) AS count FROM undo_steps`,
    )?.count;
  expect([left('versions'), left('undo_steps')]).toEqual([0, 0]);
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
