import { afterAll, beforeAll, expect, it } from 'vitest';
import { block, emptyDocument } from '#shared/content/document.ts';
import { changeCampaign, requireCampaign } from '../../campaigns/campaigns.ts';
import { type PulseTest, pulseTest } from './testing.ts';

let test: PulseTest;
beforeAll(async () => {
  test = await pulseTest();
});
afterAll(() => test.close());

const get = async (path: string) => (await test.ask('GET', path)).json();

it('has its handlebars in every line of a campaign, and warns of the names that nobody knows', async () => {
  const list = await test.aList({ name: 'Bread friends' });
  await test.aSubscriber(list, 'lines@example.com', { fields: { first_name: 'Lina' } });
  const lines = { subject: '{{season}} for {{list_name}}', preheader: 'Hello {{first_name|you}}{{nobody}}' };
  const id = await test.aCampaign(list, {
    ...lines,
    blocks: [
      { kind: 'button', props: { label: 'Choose', href: '{{preferences_url}}' } },
      { kind: 'text', props: { body: '{{season}}' } },
    ],
    variables: { season: 'Spring' },
  });
  expect(await get(`/campaigns/${id}`)).toMatchObject(lines);
  const stored = () => requireCampaign(test.workspace.db, id.slice(4));
  expect(stored()).toMatchObject({
    subject: 'Spring for Bread friends',
    preheader: "Hello {{ contact.first_name | default: 'you' }}",
  });
  expect(JSON.stringify(stored().document)).toContain('{{ preferences_url }}');
  await test.ask('PATCH', `/campaigns/${id}`, { variables: { season: 'Autumn' } });
  expect(stored().subject).toBe('Autumn for Bread friends');
  expect(await get(`/campaigns/${id}`)).toMatchObject({ ...lines, variables: { season: 'Autumn' } });
  const sent = await test.ask('POST', `/campaigns/${id}/send`, { send_at: new Date(Date.now() + 3_600_000).toISOString() });
  expect((await get(`/sends/${sent.json().send_id}`)).warnings).toEqual([expect.stringContaining('{{nobody}}')]);
});

it('tells a campaign that was written in the app in handlebars, which come back as they were', async () => {
  const list = await test.aList();
  const id = await test.aCampaign(list);
  const { db } = test.workspace;
  const { revision } = requireCampaign(db, id.slice(4));
  const html = '<p>Hello {{ contact.first_name | default: \'you\' }}, <a href="{{ preferences_url }}">choose</a></p>';
  const document = { ...emptyDocument(), blocks: [block.parse({ id: 'a', kind: 'text', props: { html } })] };
  changeCampaign(db, { id: id.slice(4), revision, subject: '{{ contact.first_name }}, bread', document, now: Date.now() });
  const told = await get(`/campaigns/${id}`);
  expect(told).toMatchObject({
    subject: '{{first_name}}, bread',
    blocks: [{ kind: 'text', props: { body: expect.any(String) } }],
  });
  expect(told.blocks[0].props.body).toBe('<p>Hello {{first_name|you}}, <a href="{{preferences_url}}">choose</a></p>');
  const copy = await test.aCampaign(list, { subject: told.subject, blocks: told.blocks });
  expect(requireCampaign(db, copy.slice(4)).subject).toBe('{{ contact.first_name }}, bread');
  expect(JSON.stringify(requireCampaign(db, copy.slice(4)).document)).toContain(JSON.stringify(html).slice(1, -1));
});
