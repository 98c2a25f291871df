import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { emptyDocument } from '#shared/content/document.ts';
import { audience } from '#shared/rpc/campaigns.ts';
import { sql } from '../db/db.ts';
import {
  archiveCampaign,
  changeCampaign,
  createCampaign,
  duplicateCampaign,
  launchCampaign,
  pageCampaigns,
  removeCampaign,
  requireCampaign,
  scheduleCampaign,
} from './campaigns.ts';
import { campaignWorld, seedPeople } from './testing.ts';

let world: Awaited<ReturnType<typeof campaignWorld>>;
beforeEach(async () => {
  world = await campaignWorld();
  seedPeople(world.db, [{ email: 'anna@x.example' }]);
});
afterEach(() => world.close());

const everything = { search: '', archived: false, offset: 0, limit: 10 };

describe('a draft', () => {
  it('begins empty and keeps what is saved', () => {
    const { db, clock, brand, transport } = world;
    const id = createCampaign(db, { name: 'News', document: emptyDocument(), now: clock() });
    expect(requireCampaign(db, id)).toMatchObject({
      status: 'draft',
      brand: null,
      transport: null,
      revision: 1,
      trackOpens: true,
      note: '',
    });
    const to = audience.parse({ listIds: ['news'] });
    const saved = changeCampaign(db, {
      id,
      revision: 1,
      name: 'Better news',
      subject: 'Hello',
      brandId: brand.publicId,
      transportId: transport.publicId,
      audience: to,
      trackOpens: false,
      now: 7,
    });
    expect(saved).toEqual({ revision: 2, updatedAt: 7 });
    expect(requireCampaign(db, id)).toMatchObject({
      name: 'Better news',
      subject: 'Hello',
      brand: { publicId: brand.publicId },
      transport: { publicId: transport.publicId },
      audience: to,
      trackOpens: false,
      trackClicks: true,
      revision: 2,
    });
    changeCampaign(db, { id, revision: 2, brandId: null, now: 8 });
    expect(requireCampaign(db, id)).toMatchObject({ brand: null, subject: 'Hello', revision: 3 });
  });

  it('is not overwritten by somebody who read an older one', () => {
    const id = world.draft();
    changeCampaign(world.db, { id, revision: 1, subject: 'Mine', now: 1 });
    expect(() => changeCampaign(world.db, { id, revision: 1, subject: 'Yours', now: 2 })).toThrow(
      expect.objectContaining({ code: 'campaigns.changed-elsewhere', kind: 'conflict' }),
    );
    expect(requireCampaign(world.db, id).subject).toBe('Mine');
  });

  it('refuses a brand or transport that is not there', () => {
    const id = world.draft();
    expect(() => changeCampaign(world.db, { id, revision: 1, brandId: 'none', now: 1 })).toThrow(
      expect.objectContaining({ code: 'brands.unknown' }),
    );
    expect(() => changeCampaign(world.db, { id, revision: 1, transportId: 'none', now: 1 })).toThrow(
      expect.objectContaining({ code: 'transports.unknown' }),
    );
  });

  it('cannot be changed once it is scheduled or sent', async () => {
    const [scheduled, sent] = [world.draft(), world.draft()];
    await scheduleCampaign(world, { id: scheduled, at: world.clock() + 60_000 });
    await launchCampaign(world, { id: sent });
    const change = (id: string) => () => changeCampaign(world.db, { id, revision: 1, subject: 'No', now: 1 });
    expect(change(scheduled)).toThrow(expect.objectContaining({ code: 'campaigns.scheduled' }));
    expect(change(sent)).toThrow(expect.objectContaining({ code: 'campaigns.launched' }));
  });

  it('is duplicated as a new draft, from a sent one too', async () => {
    const id = world.draft({ subject: 'Bread' });
    await world.settled((await launchCampaign(world, { id })).sendId);
    const copy = requireCampaign(world.db, duplicateCampaign(world.db, { id, now: 5 }));
    const original = requireCampaign(world.db, id);
    expect(copy).toMatchObject({
      name: 'Winter bread copy',
      status: 'draft',
      subject: 'Bread',
      brand: original.brand,
      document: original.document,
      audience: original.audience,
      revision: 1,
      testedRevision: 0,
      send: null,
    });
  });
});

describe('the list of campaigns', () => {
  it('shows status and figures, counts by status, and finds by name and subject', async () => {
    const sent = world.draft({ name: '100% rye' });
    await world.settled((await launchCampaign(world, { id: sent })).sendId);
    world.draft({ name: 'Second', subject: 'Special offer' });
    expect(pageCampaigns(world.db, everything)).toMatchObject({ total: 2, byStatus: { sent: 1, draft: 1 } });
    expect(pageCampaigns(world.db, { ...everything, status: 'sent' })).toMatchObject({
      total: 1,
      rows: [
        { id: sent, status: 'sent', recipients: 1, accepted: 1, clicked: 0, unsubscribed: 0, uncertain: 0, archived: false },
      ],
    });
    const names = (search: string) => pageCampaigns(world.db, { ...everything, search }).rows.map((row) => row.name);
    expect(names('0% R')).toEqual(['100% rye']);
    expect(names('special')).toEqual(['Second']);
    expect(names('%')).toEqual(['100% rye']);
    expect(names("'; DROP")).toEqual([]);
  });

  it('leaves archived ones aside until they are asked for', () => {
    const id = world.draft();
    archiveCampaign(world.db, { id, archived: true, now: 1 });
    expect(pageCampaigns(world.db, everything).total).toBe(0);
    expect(pageCampaigns(world.db, { ...everything, archived: true }).rows).toMatchObject([{ id, archived: true }]);
    archiveCampaign(world.db, { id, archived: false, now: 1 });
    expect(pageCampaigns(world.db, everything).total).toBe(1);
  });
});

describe('removing a campaign', () => {
  it('takes a sent one with its ledger, but nothing that is still going out', async () => {
    const { db } = world;
    const id = world.draft();
    await world.settled((await launchCampaign(world, { id })).sendId);
    removeCampaign(db, id);
    expect(() => requireCampaign(db, id)).toThrow(expect.objectContaining({ code: 'campaigns.unknown' }));
    expect(db.value(sql`SELECT count(*) FROM messages`)).toBe(0);

    await world.delivery.stop();
    const going = world.draft();
    await launchCampaign(world, { id: going });
    expect(() => removeCampaign(db, going)).toThrow(expect.objectContaining({ code: 'campaigns.still-going' }));
    expect(() => archiveCampaign(db, { id: going, archived: true, now: 1 })).toThrow(
      expect.objectContaining({ code: 'campaigns.still-going' }),
    );
  });
});
