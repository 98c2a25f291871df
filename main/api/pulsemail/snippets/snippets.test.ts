import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { createBrand } from '../../../content/content.ts';
import { idOf, type PulseTest, pulseTest } from '../testing.ts';
import { type Answer, interpreters, type Language, languages } from './interpreters.ts';

// The snippets of the page as they stand there. They are of May 2026 and set a date in it, so the server lives then.
const THEN = Date.parse('2026-05-04T10:21:43Z');
const PAGE_BASE = 'https://send.blun.ai/api/v1';

let test: PulseTest;
let origin: string;
let folder: string;
beforeAll(async () => {
  vi.useFakeTimers({ toFake: ['Date'], shouldAdvanceTime: true, now: THEN });
  test = await pulseTest();
  createBrand(test.workspace.db, { name: 'BLUN', fromName: 'BLUN team', fromEmail: 'team@blun.ai', now: Date.now() });
  await test.server.listen({ port: 0, host: '127.0.0.1' });
  origin = `http://127.0.0.1:${(test.server.server.address() as AddressInfo).port}`;
  folder = mkdtempSync(join(tmpdir(), 'letterpress-snippets-'));
  writeFileSync(join(folder, 'subscribers.csv'), 'email,first_name,consent_source\nann@example.com,Ann,fair 2026\n');
});
afterAll(async () => {
  await test.close();
  rmSync(folder, { recursive: true });
  vi.useRealTimers();
});

const LIST = ['id', 'name', 'subscribers', 'double_opt_in', 'default_from', 'created_at'];
const SUBSCRIBER = ['id', 'list_id', 'email', 'status', 'fields', 'tags', 'consent_at', 'consent_source', 'last_open_at'];
const TEMPLATE = ['id', 'name', 'category', 'variables', 'blocks', 'preview_url'];
const CAMPAIGN = 'id subject from list_id segment_id template_id status scheduled_at sent_at analytics created_at'.split(' ');

/** What the page says of the answer to each: its status, its members or those of the rows of its page, and what is in it. */
type Said = { status: number; members?: readonly string[]; rows?: readonly string[]; row?: object; holds?: object };
const SAID: Record<string, Said> = {
  get_me: {
    status: 200,
    members: ['id', 'workspace_id', 'scopes', 'key_label', 'created_at'],
    holds: { id: expect.stringMatching(/^usr_/), workspace_id: expect.stringMatching(/^ws_/) },
  },
  list_lists: { status: 200, rows: LIST },
  get_list: { status: 200, members: LIST, holds: { id: expect.stringMatching(/^lst_/), subscribers: 1 } },
  create_list: { status: 201, members: LIST, holds: { name: 'Spring buyers', double_opt_in: true } },
  update_list: { status: 200, members: LIST, holds: { name: 'Newsletter (renamed)' } },
  delete_list: { status: 204 },
  list_subscribers: { status: 200, rows: SUBSCRIBER, row: { status: 'subscribed' } },
  create_subscriber: {
    status: 201,
    members: SUBSCRIBER,
    holds: {
      email: 'anna@example.eu',
      status: 'pending',
      fields: { first_name: 'Anna' },
      tags: ['happy-customer'],
      consent_source: 'checkout-form',
      consent_at: expect.stringMatching(/^2026-05-04T10:\d\d:\d\dZ$/),
    },
  },
  update_subscriber: { status: 200, members: SUBSCRIBER, holds: { fields: { city: 'Vienna' }, tags: ['vip'] } },
  import_subscribers: { status: 202, holds: { job_id: expect.stringMatching(/^job_/) } },
  list_templates: { status: 200, rows: TEMPLATE, row: { category: 'newsletter' } },
  create_template: {
    status: 201,
    members: TEMPLATE,
    holds: {
      name: 'Welcome v4',
      category: 'welcome',
      variables: ['first_name'],
      blocks: expect.arrayContaining([expect.objectContaining({ kind: 'hero' })]),
    },
  },
  list_campaigns: { status: 200, rows: CAMPAIGN, row: { status: 'sent' } },
  create_campaign: {
    status: 201,
    members: CAMPAIGN,
    holds: {
      status: 'draft',
      subject: expect.stringMatching(/^May highlights( — handpicked for \{\{first_name\}\})?$/),
      from: { email: 'team@blun.ai', name: 'BLUN team' },
    },
  },
  send_campaign: {
    status: 202,
    members: ['send_id', 'status', 'scheduled_at', 'queued_recipients'],
    holds: { status: 'scheduled', queued_recipients: 1 },
  },
  get_campaign_analytics: { status: 200, members: ['opens', 'clicks', 'geo', 'devices', 'heatmap'] },
};

type Places = Record<'list' | 'subscriber' | 'template' | 'campaign', string>;
let lists = 0;

/** A list, a subscriber, a template and a campaign of their own for each snippet, so that none is in the way of another. */
async function places(operation: string): Promise<Places> {
  const list = await test.aList({ name: `List ${++lists}`, double_opt_in: operation === 'create_subscriber' });
  const subscriber = await test.aSubscriber(list, `person${lists}@example.com`);
  if (operation === 'create_subscriber') await test.ask('PATCH', `/subscribers/${subscriber}`, { status: 'subscribed' });
  const blocks = [{ kind: 'text', props: { body: 'Hello {{first_name}}' } }];
  const template = idOf(await test.ask('POST', '/templates', { name: `Monthly ${lists}`, category: 'newsletter', blocks }));
  return { list, subscriber, template, campaign: await test.aCampaign(list, { template_id: template, blocks: undefined }) };
}

/** With the base address, the key and the placeholders of ids changed, and nothing else. */
const fitted = (text: string, { list, subscriber, template, campaign }: Places): string =>
  text
    .replaceAll(PAGE_BASE, `${origin}/api/v1`)
    .replace(/pk_live_[\w.]+/, test.key)
    .replaceAll('lst_8a7b3c', list)
    .replaceAll('sub_6f3e9a', subscriber)
    .replaceAll('tpl_monthly_v3', template)
    .replaceAll('cmp_61a8e9d3', campaign);

const variablesOf = ({ list, campaign }: Places) => ({
  KEY: test.key,
  listId: list,
  list_id: list,
  lid: list,
  id: campaign,
  cid: campaign,
});

const stored = readdirSync(import.meta.dirname).filter((name) => name.endsWith('.txt'));
const snippetOf = (name: string) => readFileSync(join(import.meta.dirname, name), 'utf8');
const run = (language: Language, text: string, at: Places): Promise<Answer> =>
  interpreters[language].run(text, { folder, key: test.key, variables: variablesOf(at) });

async function prepare(operation: string): Promise<Places> {
  const at = await places(operation);
  if (operation === 'list_campaigns') {
    await test.ask('POST', `/campaigns/${at.campaign}/send`, {});
    await expect
      .poll(async () => (await test.ask('GET', `/campaigns/${at.campaign}`)).json().status, { timeout: 10_000 })
      .toBe('sent');
  }
  return at;
}

it('has every snippet of the page: 17 of curl, 10 of JavaScript, 9 of Python', () => {
  const counts = languages.map((language) => stored.filter((name) => name.endsWith(`.${language}.txt`)).length);
  expect(Object.fromEntries(languages.map((language, at) => [language, counts[at]]))).toEqual({ sh: 17, js: 10, py: 9 });
});

describe.each(languages)('the snippets in %s', (language) => {
  const mine = stored.map((name) => name.split('.')).filter(([name, kind]) => kind === language && name !== 'idempotency');

  it.skipIf(!interpreters[language].isThere).each(mine.map(([name = '']) => name))(
    `%s does what the page says (${interpreters[language].program})`,
    async (operation) => {
      const said = SAID[operation] ?? { status: 0 };
      const at = await prepare(operation);
      const { status, body } = await run(language, fitted(snippetOf(`${operation}.${language}.txt`), at), at);
      expect([operation, status, body]).toEqual([operation, said.status, status === 204 ? null : expect.anything()]);
      const rows = said.rows ? (body as { data: object[] }).data : [];
      expect(Object.keys((said.rows ? rows[0] : body) ?? {})).toEqual(
        expect.arrayContaining([...(said.rows ?? said.members ?? [])]),
      );
      if (said.rows)
        expect(body).toEqual({
          data: rows,
          next_cursor: (body as { next_cursor: unknown }).next_cursor,
          total_estimate: expect.any(Number),
        });
      if (said.row) for (const row of rows) expect(row).toMatchObject(said.row);
      if (said.holds) expect(body).toMatchObject(said.holds);
      // A list of this name can be made once; the next language makes it again.
      if (operation === 'create_list') await test.ask('DELETE', `/lists/${(body as { id: string }).id}`);
    },
  );
});

it.skipIf(!interpreters.sh.isThere)(
  'the snippet on idempotency, whose body the page shortens, is refused as it stands; filled in it is done once',
  async () => {
    const at = await places('create_campaign');
    const snippet = fitted(snippetOf('idempotency.sh.txt'), at);
    expect(await run('sh', snippet, at)).toMatchObject({ status: 400, body: { error: { code: 'invalid_request' } } });
    const whole = snippet.replace('{...}', `{"email": "team@blun.ai", "name": "BLUN team"}, "template_id": "${at.template}"`);
    const first = await run('sh', whole, at);
    expect(first).toMatchObject({ status: 201, body: { status: 'draft', subject: 'Hi' } });
    expect(await run('sh', whole, at)).toEqual(first);
    expect(await run('sh', whole.replace('"Hi"', '"Bye"'), at)).toMatchObject({
      status: 409,
      body: { error: { code: 'conflict' } },
    });
  },
);

describe('signatures of webhooks', () => {
  const SECRET = 'whsec_0123456789abcdef0123456789abcdef';
  const running: ChildProcess[] = [];
  afterEach(() => {
    for (const child of running.splice(0)) child.kill();
  });

  /** A receiver in a process of its own, which knows nothing of ours but the header and the secret. */
  async function receiver(program: string, file: string, secret: string) {
    const child = spawn(program, [join(import.meta.dirname, 'receivers', file)], {
      env: { ...process.env, WEBHOOK_SECRET: secret },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    running.push(child);
    const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
    const next = async () => JSON.parse((await lines.next()).value ?? 'null');
    const url = `http://127.0.0.1:${await next()}/`;
    const made = await test.ask('POST', '/webhooks', { url, events: ['campaign.created'], secret: SECRET });
    const id = idOf(made).slice('whk_'.length);
    // Into this computer a webhook calls only where a person allowed it.
    test.workspace.webhooks.setMayBePrivate(true);
    test.workspace.webhooks.endpoints.change(id, { allowPrivate: true });
    return { next, stop: () => test.workspace.webhooks.endpoints.remove(id) };
  }

  for (const [language, program, file, isThere] of [
    ['Python', 'python3', 'receiver.py', interpreters.py.isThere],
    ['JavaScript', process.execPath, 'receiver.mjs', true],
  ] as const)
    it.skipIf(!isThere)(
      `are verified by a receiver in ${language} that shares no code with us, and not with another secret`,
      async () => {
        for (const [secret, good] of [
          [SECRET, true],
          [`${SECRET}x`, false],
        ] as const) {
          const there = await receiver(program, file, secret);
          await test.aCampaign(await test.aList({ name: `Hooks ${++lists}` }), { subject: 'Grüße — 🍞' });
          expect(await there.next()).toEqual({ good, type: 'campaign.created' });
          there.stop();
        }
      },
    );
});
