import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pageInbox } from '../../../delivery/delivery.ts';
import { errorOf, type PlumeTest, plumeTest } from '../testing.ts';

let plume: PlumeTest;
beforeAll(async () => {
  plume = await plumeTest();
});
afterAll(() => plume.close());

describe('campaigns', () => {
  it('may be written in snake_case, and null says nothing', async () => {
    const brand = await plume.aBrand();
    const answer = await plume.ask('POST', '/api/campaigns', {
      subject: 'Hello',
      brand_id: brand,
      html_body: '<p>Hi</p>',
      plain_body: null,
    });
    expect([answer.statusCode, answer.json().html_body, answer.json().plain_body]).toEqual([201, '<p>Hi</p>', '']);
  });

  it('give blocks back word for word until somebody edits the design, and then as they are', async () => {
    const id = await plume.aCampaign();
    const bodyJson = [
      {
        id: 'a b',
        type: 'columns',
        left: [{ type: 'text', html: '<p>L</p>', note: 1 }],
        right: [{ type: 'image', src: 'https://x.example/a.png', alt: 'A' }],
      },
      { type: 'social', items: [{ platform: 'mastodon', url: 'https://social.example/@a' }] },
      { type: 'spacer', height: 2 },
      { type: 'html', html: '<p onclick="alert(1)">Raw<script>alert(1)</script></p>' },
    ];
    const put = await plume.ask('PUT', `/api/campaigns/${id}`, { subject: 'Hello', bodyJson });
    expect(JSON.parse(put.json().body_json)).toEqual(bodyJson);
    expect(put.json().html_body).toContain('>Mastodon</a>');
    expect(put.json().html_body).not.toMatch(/<script|onclick/);
    expect(put.json().plain_body).toContain('L');
    const html = await plume.ask('PUT', `/api/campaigns/${id}`, { subject: 'Hello', htmlBody: '<p>New</p>' });
    expect(html.json()).toMatchObject({ html_body: '<p>New</p>', body_json: '[]' });
  });

  it('keep their design when only the subject is changed', async () => {
    const id = await plume.aCampaign({ plainBody: 'Hi' });
    const answer = await plume.ask('PUT', `/api/campaigns/${id}`, { subject: 'Other' });
    expect(answer.json()).toMatchObject({ subject: 'Other', html_body: '<p>Hi</p>', plain_body: 'Hi' });
  });

  it('say which block is wrong', async () => {
    const id = await plume.aCampaign();
    const put = async (bodyJson: unknown[]) =>
      errorOf(await plume.ask('PUT', `/api/campaigns/${id}`, { subject: 'x', bodyJson }));
    expect(await put([{ type: 'text' }, { type: 'nope' }])).toBe('bodyJson.1: unknown block type "nope"');
    expect(await put([7])).toMatch(/^bodyJson.0: unknown block type/);
    expect(await put([{ type: 'columns', left: [{ type: 'columns' }] }])).toBe(
      'bodyJson.0.left.0: columns cannot stand inside columns',
    );
    expect(await put([{ type: 'heading', text: 4 }])).toMatch(/^bodyJson.0: text/);
  });

  it('are sent with an unsubscribe link that the design lacks and that is not shown', async () => {
    const list = await plume.aList();
    await plume.ask('POST', `/api/lists/${list}/subscribers`, { email: 'reader@example.com', status: 'active' });
    const id = await plume.aCampaign({ subject: 'A footer of its own', htmlBody: '<html><body><p>Hi</p></body></html>' });
    expect((await plume.ask('POST', `/api/campaigns/${id}/send`, { listId: list })).json()).toEqual({ recipients: 1 });
    await expect
      .poll(async () => (await plume.ask('GET', `/api/campaigns/${id}`)).json().status, { timeout: 15_000 })
      .toBe('sent');
    expect((await plume.ask('GET', `/api/campaigns/${id}`)).json().html_body).toBe('<html><body><p>Hi</p></body></html>');
    const { rows } = pageInbox(plume.workspace.db, { search: 'A footer of its own', offset: 0, limit: 10 });
    expect(rows).toHaveLength(1);
    expect((await plume.ask('PUT', `/api/campaigns/${id}`, { subject: 'Too late' })).json()).toEqual({
      error: 'campaign already queued or sent',
    });
  });

  it('that reach nobody are sent at once, and those that cannot go out say why', async () => {
    const list = await plume.aList();
    const empty = await plume.aCampaign();
    expect((await plume.ask('POST', `/api/campaigns/${empty}/send`, { listId: list })).json()).toEqual({ recipients: 0 });
    await expect
      .poll(async () => (await plume.ask('GET', `/api/campaigns/${empty}`)).json().status, { timeout: 15_000 })
      .toBe('sent');
    const nameless = (
      await plume.ask('POST', '/api/campaigns', {
        subject: 'x',
        brandId: await plume.aBrand({ fromEmail: '' }),
        htmlBody: '<p>Hi</p>',
      })
    ).json().id;
    const refused = await plume.ask('POST', `/api/campaigns/${nameless}/send`, { listId: list });
    expect([refused.statusCode, errorOf(refused)]).toEqual([422, expect.stringContaining('no from address')]);
    const both = await plume.ask('POST', `/api/campaigns/${nameless}/send`, { listId: list, segmentId: 'x' });
    expect([both.statusCode, errorOf(both)]).toEqual([400, 'provide exactly one of listId or segmentId']);
    expect((await plume.ask('POST', `/api/campaigns/${nameless}/send`, { segmentId: 'x' })).json()).toEqual({
      error: 'segment not found',
    });
  });
});
