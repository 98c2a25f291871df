import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { audience, campaignsRpc } from '#shared/rpc/campaigns.ts';
import { homeRpc } from '#shared/rpc/home.ts';
import { sendsRpc } from '#shared/rpc/sends.ts';
import { type TestServer, testServer } from '../api/testing.ts';
import { htmlDesign, letterHtml, seedPeople, until } from '../campaigns/testing.ts';
import { createBrand } from '../content/content.ts';
import { requireSend } from '../delivery/delivery.ts';
import { campaignsHandlers } from './campaigns.ts';
import { homeHandlers } from './home.ts';
import { sendsHandlers } from './sends.ts';

let test: TestServer;
beforeEach(async () => {
  test = await testServer();
});
afterEach(() => test.close());

describe('the contract of campaigns', () => {
  it('carries a campaign from its first draft to its report, in the shapes that were agreed', async () => {
    const { workspace } = test;
    const campaigns = campaignsHandlers(workspace);
    const sends = sendsHandlers(workspace);
    createBrand(workspace.db, { name: 'Hearth', fromEmail: 'hello@hearth.example', now: 1 });
    seedPeople(workspace.db, [{ email: 'anna@x.example' }, { email: 'gone@x.example', suppressed: 'bounced' }]);
    const topics = new Set<string>();
    workspace.changes.subscribe((changed) => {
      for (const topic of changed) topics.add(topic);
    });

    const { id } = campaigns.create({ name: 'Winter bread' });
    const draft = campaignsRpc.get.output.parse(campaigns.get({ id }));
    expect(draft).toMatchObject({ status: 'draft', brandId: expect.any(String), transportId: null, revision: 1 });
    campaigns.change({
      id,
      revision: 1,
      subject: 'Bread',
      document: htmlDesign(letterHtml),
      audience: audience.parse({ everyone: true }),
    });

    const found = campaignsRpc.review.output.parse(await campaigns.review({ id }));
    expect(found).toMatchObject({ canSend: true, audience: { recipients: 1, skipped: { suppressed: 1 } } });
    expect(await campaigns.countAudience({ audience: audience.parse({ everyone: true }) })).toEqual(found.audience);
    const tested = campaignsRpc.test.output.parse(
      await campaigns.test({ id, to: ['me@x.example'], contactId: null, marked: true }),
    );
    expect(tested.results).toMatchObject([{ to: 'me@x.example', status: 'accepted' }]);

    const { sendId } = campaignsRpc.send.output.parse(await campaigns.send({ id, expected: 1 }));
    await until(workspace.changes, () => (requireSend(workspace.db, sendId).state === 'finished' ? true : null));
    expect(campaignsRpc.report.output.parse(await campaigns.report({ id }))).toMatchObject({
      status: 'sent',
      accepted: 1,
      skipped: 1,
    });
    const messages = sendsRpc.messages.output.parse(sends.messages({ id: sendId, status: 'accepted', offset: 0, limit: 10 }));
    expect(messages).toMatchObject({ total: 1, rows: [{ email: 'anna@x.example', contactId: 'c-anna@x.example' }] });
    expect(homeRpc.get.output.parse(await homeHandlers(workspace).get()).lastOnes).toMatchObject([
      { campaignId: id, recipients: 1 },
    ]);
    const page = campaignsRpc.page.output.parse(campaigns.page({ search: '', archived: false, offset: 0, limit: 10 }));
    expect(page).toMatchObject({ total: 1, byStatus: { sent: 1 }, rows: [{ id, status: 'sent', accepted: 1 }] });
    expect([...topics]).toEqual(expect.arrayContaining(['campaigns', 'sends']));
  });

  it('schedules, takes off the schedule, duplicates, archives and removes', async () => {
    const { workspace } = test;
    const campaigns = campaignsHandlers(workspace);
    createBrand(workspace.db, { name: 'Hearth', fromEmail: 'hello@hearth.example', now: 1 });
    seedPeople(workspace.db, [{ email: 'anna@x.example' }]);
    const { id } = campaigns.create({ name: 'Winter bread' });
    campaigns.change({
      id,
      revision: 1,
      subject: 'Bread',
      document: htmlDesign(letterHtml),
      audience: audience.parse({ everyone: true }),
    });
    await campaigns.schedule({ id, at: Date.now() + 60_000 });
    expect(campaigns.get({ id }).status).toBe('scheduled');
    campaigns.unschedule({ id });
    const copy = campaigns.duplicate({ id });
    campaigns.archive({ id: copy.id, archived: true });
    campaigns.remove({ id });
    expect(() => campaigns.get({ id })).toThrow('no such campaign');
    expect(campaigns.page({ search: '', archived: true, offset: 0, limit: 10 }).rows).toMatchObject([
      { id: copy.id, name: 'Winter bread copy' },
    ]);
  });

  it('pauses, resumes and cancels a send, and lets a person decide what is uncertain', async () => {
    const { workspace } = test;
    const sends = sendsHandlers(workspace);
    const campaigns = campaignsHandlers(workspace);
    createBrand(workspace.db, { name: 'Hearth', fromEmail: 'hello@hearth.example', now: 1 });
    seedPeople(workspace.db, [{ email: 'anna@x.example' }]);
    const { id } = campaigns.create({ name: 'Winter bread' });
    campaigns.change({
      id,
      revision: 1,
      subject: 'Bread',
      document: htmlDesign(letterHtml),
      audience: audience.parse({ everyone: true }),
    });
    await workspace.delivery.stop();
    const { sendId } = await campaigns.send({ id, expected: 1 });
    sends.pause({ id: sendId });
    expect(campaigns.get({ id }).status).toBe('paused');
    sends.resume({ id: sendId });
    expect(campaigns.get({ id }).status).toBe('sending');
    const [message] = sends.messages({ id: sendId, offset: 0, limit: 1 }).rows;
    expect(sends.decide({ id: sendId, messageIds: [message?.id ?? 0], as: 'accepted' })).toEqual({ decided: 0 });
    sends.cancel({ id: sendId });
    expect(campaigns.get({ id }).status).toBe('cancelled');
    expect(() => sends.pause({ id: sendId })).toThrow(expect.objectContaining({ code: 'sends.closed' }));
    expect(() => sends.pause({ id: 'none' })).toThrow(expect.objectContaining({ code: 'sends.unknown' }));
  });
});
