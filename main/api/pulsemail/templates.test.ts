import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addMedia, changeTemplate, createTemplate } from '../../content/content.ts';
import { documentOf } from './blocks.ts';
import { errorOf, idOf, NONE, type PulseTest, pulseTest } from './testing.ts';

let test: PulseTest;
beforeAll(async () => {
  test = await pulseTest();
});
afterAll(() => test.close());

const get = async (path: string) => (await test.ask('GET', path)).json();

it('keeps templates and blocks as they were written and shows what they become', async () => {
  const blocks = [
    { kind: 'hero', props: { headline: 'Welcome, {{first_name}}' } },
    { kind: 'text', props: { body: 'We are **glad** you are here.' } },
    { kind: 'button', props: { label: 'Open', href: 'https://bakery.example/dash' } },
  ];
  const made = await test.ask('POST', '/templates', { name: 'Welcome v4', category: 'welcome', blocks });
  expect([made.statusCode, made.json()]).toMatchObject([201, { variables: ['first_name'], blocks }]);
  const id = idOf(made);
  expect((await get('/templates?category=welcome')).data.map((one: { id: string }) => one.id)).toContain(id);
  const preview = new URL(made.json().preview_url).pathname.replace('/pulsemail/api/v1', '');
  expect((await test.ask('GET', preview)).body).toContain('<strong>glad</strong>');
  const wrong = await test.ask('POST', '/templates', {
    name: 'x',
    blocks: [blocks[0], { kind: 'button', props: { label: 'x', href: 'javascript:1' } }],
  });
  expect([wrong.statusCode, wrong.json().error.details]).toMatchObject([400, [{ field: 'blocks[1].props.href' }]]);
  for (const block of [
    { kind: 'video', props: {} },
    { kind: 'text', props: { body: 'x', extra: 1 } },
    { kind: 'constructor', props: {} },
  ])
    expect((await test.ask('POST', '/blocks', block)).statusCode).toBe(400);
  const block = await test.ask('POST', '/blocks', { kind: 'quote', props: { text: 'Best bread', author: 'Zoë' } });
  expect(block.json()).toMatchObject({
    kind: 'quote',
    props: { text: 'Best bread' },
    html: expect.stringContaining('Best bread'),
  });
  const changed = await test.ask('PATCH', `/blocks/${idOf(block)}`, { props: { text: 'Better bread' } });
  expect(changed.json()).toMatchObject({
    props: { text: 'Better bread', author: 'Zoë' },
    html: expect.stringContaining('Better bread'),
  });
  expect(changed.json().mjml).toContain('<mj-');
  expect((await test.ask('PATCH', `/templates/${id}`, { blocks: [{ block_id: idOf(block) }] })).json()).toMatchObject({
    blocks: [{ kind: 'quote' }],
  });
  expect((await test.ask('DELETE', `/blocks/${idOf(block)}`)).statusCode).toBe(204);
  expect((await test.ask('DELETE', `/templates/${id}`)).statusCode).toBe(204);
});

describe('the preview of a template', () => {
  const text = (body: string) => ({ kind: 'text', props: { body } });
  const aTemplate = async (...blocks: object[]) => (await test.ask('POST', '/templates', { name: 'Shown', blocks })).json();
  const pathOf = ({ preview_url: url }: { preview_url: string }) => new URL(url).pathname.replace('/pulsemail/api/v1', '');

  it('lies where the template says, as a page that runs nothing, with the names that a campaign gives values to', async () => {
    const made = await aTemplate(text('Hello {{first_name|friend}}, **{{season}}** bread <script>alert(1)</script>'));
    expect(made.preview_url).toMatch(new RegExp(`^http://.+/pulsemail/api/v1/previews/${made.id}\\.html$`));
    const shown = await test.ask('GET', pathOf(made));
    expect([shown.statusCode, shown.headers['content-type']]).toEqual([200, 'text/html; charset=utf-8']);
    expect(shown.headers['content-security-policy']).toMatch(/^default-src 'none'.*; sandbox$/);
    expect(shown.headers['x-ratelimit-remaining']).toMatch(/^\d+$/);
    expect(shown.body).toContain('Hello {{first_name|friend}}, <strong>{{season}}</strong> bread');
    expect(shown.body).not.toContain('<script');
  });

  it('is what the template is now, whoever changed it, in the words of this API', async () => {
    const made = await aTemplate(text('Before'));
    await test.ask('PATCH', `/templates/${made.id}`, { blocks: [text('After')] });
    expect((await test.ask('GET', pathOf(made))).body).toContain('After');
    const html =
      '<p>Hello {{ contact.first_name | default: \'you\' }}{% if preferences_url %}, <a href="{{ preferences_url }}">choose</a>{% endif %}</p>';
    const document = { version: 1 as const, kind: 'html' as const, html, text: '' };
    changeTemplate(test.workspace.db, { id: made.id.slice(4), document, now: Date.now() });
    expect((await test.ask('GET', pathOf(made))).body).toContain(
      '<p>Hello {{first_name|you}}, <a href="{{preferences_url}}">choose</a></p>',
    );
  });

  it('carries the images of the library, since it stands alone', async () => {
    const { db } = test.workspace;
    const data = Buffer.from(
      'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
      'base64',
    );
    const image = addMedia(db, { fileName: 'dot.png', data, now: Date.now() });
    const document = documentOf([
      {
        kind: 'image',
        props: { src: `media:${image.publicId}`, alt: 'A dot', width: 600, align: 'center', caption: null, href: null },
      },
    ]);
    const id = createTemplate(db, { name: 'With an image', category: 'own', document, now: Date.now() });
    expect((await test.ask('GET', `/previews/tpl_${id}.html`)).body).toContain('src="data:image/png;base64,');
  });

  it('of each that comes with the app is there, and asks for nothing that every message has', async () => {
    const { data } = await get('/templates?limit=200');
    expect(data.length).toBeGreaterThan(5);
    for (const one of data) {
      expect((await test.ask('GET', pathOf(one))).statusCode).toBe(200);
      expect(one.variables.filter((name: string) => /_url$|^brand|^email$/.test(name))).toEqual([]);
    }
    const [first] = data.filter((one: { id: string }) => one.id.startsWith('tpl_builtin-'));
    for (const method of ['PATCH', 'DELETE'] as const)
      expect(
        (await test.ask(method, `/templates/${first.id}`, method === 'PATCH' ? { name: 'Mine' } : undefined)).statusCode,
      ).toBe(409);
  });

  it('is nobody’s without a key, and nothing else’s than a template’s', async () => {
    const made = await aTemplate(text('x'));
    const bare = await test.ask('GET', pathOf(made), undefined, { authorization: NONE });
    expect([bare.statusCode, errorOf(bare).code]).toEqual([401, 'unauthorized']);
    await test.ask('DELETE', `/templates/${made.id}`);
    const list = await test.aList();
    for (const name of [
      `${made.id}.html`,
      `${list}.html`,
      'tpl_nothing.html',
      'tpl_builtin-letter',
      '.html',
      '%2e%2e%2fx.html',
    ]) {
      const answer = await test.ask('GET', `/previews/${name}`);
      expect([name, answer.statusCode, errorOf(answer).code]).toEqual([name, 404, 'not_found']);
    }
  });
});
