import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { countAudience, pageCampaigns, requireCampaign, reviewCampaign } from '../campaigns/campaigns.ts';
import { countContacts, listFields, listTags, pageContacts, requireContact } from '../contacts/contacts.ts';
import { compileContent, createRenderer, listBrands, listMedia } from '../content/content.ts';
import type { WriteDb } from '../db/db.ts';
import { workspaceDb } from '../db/testing.ts';
import { defaultTransport, listTransports } from '../delivery/delivery.ts';
import { listLists } from '../lists/lists.ts';
import { createSample } from './sample.ts';

const NOW = Date.UTC(2026, 10, 21, 12);
const secrets = { get: () => null, set: () => {}, remove: () => {} };
const fill = (db: WriteDb) => createSample({ db, clock: () => NOW, secrets });

let db: WriteDb;
let close: () => void;
beforeAll(async () => {
  ({ db, close } = await workspaceDb());
  fill(db);
});
afterAll(() => close());

const campaignOf = (from: WriteDb) => {
  const [row] = pageCampaigns(from, { offset: 0, limit: 10, search: '', archived: false }).rows;
  if (!row) throw new Error('the sample has no campaign');
  return requireCampaign(from, row.id);
};

describe('the sample workspace', () => {
  it('has a brand, two lists, people with tags and fields, and the test inbox to send to', () => {
    expect(listBrands(db)).toMatchObject([
      { name: 'Hearth Bakery', fromEmail: 'hello@hearth.example', postalAddress: '3 Mill Lane, Hearth' },
    ]);
    expect(listLists(db).map((list) => list.name)).toEqual(expect.arrayContaining(['Regulars', 'Newsletter']));
    expect(countContacts(db)).toBe(24);
    expect(listFields(db).map(({ label, type }) => [label, type])).toEqual(expect.arrayContaining([['Last order', 'date']]));
    expect(listTags(db).length).toBeGreaterThan(1);
    expect(defaultTransport(db)?.kind).toBe('inbox');
  });

  it('has a campaign that nothing stands in the way of, and that shows who is left out', async () => {
    const campaign = campaignOf(db);
    expect(countAudience(db, campaign.audience)).toMatchObject({ recipients: 22, skipped: { unsubscribed: 1, suppressed: 1 } });
    const review = await reviewCampaign({ db }, { id: campaign.publicId, now: NOW });
    expect(review.findings.filter((finding) => finding.level === 'blocker')).toEqual([]);
    expect(review.canSend).toBe(true);
    const kinds = new Set(campaign.document.kind === 'blocks' ? campaign.document.blocks.map((block) => block.kind) : []);
    expect(kinds.size).toBeGreaterThanOrEqual(8);
    expect(listMedia(db).map((image) => [image.type, image.width])).toEqual(expect.arrayContaining([['image/jpeg', 1200]]));
  });

  it('greets everybody by their name, and those without one just the same', async () => {
    const { document, subject, preheader } = campaignOf(db);
    const compiled = await compileContent(db, { document, subject, preheader, brand: listBrands(db)[0] ?? null });
    expect(compiled).toMatchObject({ problems: [], inline: { length: 3 } });
    const render = createRenderer(compiled);
    const subjects = pageContacts(db, { selection: {}, sort: 'email', offset: 0, limit: 100 }).rows.map(
      (row) =>
        render(requireContact(db, row.id), { unsubscribeUrl: 'https://x.example/u', preferencesUrl: '', viewUrl: '' }).subject,
    );
    expect(subjects).toEqual(
      expect.arrayContaining(['Anna, winter bread is back', '太郎, winter bread is back', 'Good news, winter bread is back']),
    );
  });

  it('is not put into a workspace that holds anything', async () => {
    fill(db);
    expect([countContacts(db), listBrands(db).length, listTransports(db).length]).toEqual([24, 1, 1]);
  });
});
