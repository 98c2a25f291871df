import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, expect, it } from 'vitest';
import { z } from 'zod';
import { audience } from '#shared/rpc/campaigns.ts';
import { newTransport } from '#shared/rpc/transports.ts';
import { silentLogger } from '../../base/logger.ts';
import { createCampaign } from '../../campaigns/campaigns.ts';
import { htmlDesign, letterHtml } from '../../campaigns/testing.ts';
import { createField } from '../../contacts/contacts.ts';
import { createBrand } from '../../content/content.ts';
import { type Sql, sql, type WriteDb } from '../../db/db.ts';
import { temporaryFolder } from '../../db/testing.ts';
import { createTransport } from '../../delivery/delivery.ts';
import { memorySecrets, until } from '../../delivery/testing.ts';
import { pageEvents } from '../../events/events.ts';
import { createList } from '../../lists/lists.ts';
import { receiver } from '../../webhooks/testing.ts';
import { type OpenedWorkspace, openWorkspace } from '../../workspace.ts';
import { knownNames, wireEvent } from './events.ts';
import { webhookStyle } from './webhook-style.ts';

const PEOPLE = 1_100;
const KILLS = 3;
const TYPES = ['campaign.created', 'campaign.scheduled', 'campaign.cancelled', 'subscriber.updated'];
const program = fileURLToPath(new URL('./told-kill.fixture.ts', import.meta.url));
const fromSource = new URL('../../../scripts/from-source.mjs', import.meta.url).href;
const event = z.object({ id: z.string(), type: z.string(), data: z.record(z.string(), z.unknown()) });

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const step of closing.splice(0).reverse()) await step();
});

const open = (folder: string, create: boolean): Promise<OpenedWorkspace> =>
  openWorkspace({
    ...{ id: 'w', folder, create, logger: silentLogger, secrets: memorySecrets(), webhookStyles: [webhookStyle] },
    resolveSource: (source) => {
      if ('path' in source) return { path: source.path, fileName: basename(source.path) };
      throw new Error('nothing was uploaded');
    },
  });

/** People in a list, a campaign that could be sent, and an endpoint. Returns the campaign. */
async function prepare(folder: string, url: string): Promise<string> {
  const workspace = await open(folder, true);
  const { db, secrets, webhooks } = workspace;
  const now = Date.now();
  const { publicId: brandId } = createBrand(db, {
    ...{ name: 'Hearth', fromName: 'Hearth', fromEmail: 'hello@hearth.example', postalAddress: '1 Mill Lane', now },
  });
  createTransport(db, { transport: newTransport.parse({ kind: 'inbox' }), secrets, now });
  createField(db, { label: 'Town', type: 'text', now });
  const { id: listId } = createList(db, { name: 'News', now });
  db.transaction(() => {
    for (let nth = 1; nth <= PEOPLE; nth++) {
      db.run(sql`INSERT INTO contacts (id, public_id, email, email_key, created_at, updated_at)
        VALUES (${nth}, ${`c${nth}`}, ${`p${nth}@x.example`}, ${`p${nth}@x.example`}, 1, 1)`);
      db.run(sql`INSERT INTO memberships (public_id, contact_id, list_id, status, consent_method, created_at, updated_at)
        VALUES (${`m${nth}`}, ${nth}, ${listId}, 'subscribed', 'manual', 1, 1)`);
    }
  });
  const id = createCampaign(db, {
    ...{ name: 'Bread', subject: 'Bread', document: htmlDesign(letterHtml), brandId, now },
    audience: audience.parse({ everyone: true }),
  });
  webhooks.setMayBePrivate(true);
  webhooks.endpoints.create({ dialect: 'pulsemail', url, events: TYPES, allowPrivate: true });
  await workspace.close();
  return id;
}

/** Ids of what is told, but for a campaign that was there before anybody was told. */
async function feedOf(db: WriteDb, campaign: string): Promise<string[]> {
  const reads = { rows: <Row>({ query }: { query: Sql }) => Promise.resolve(db.all<Row>(query)) };
  const ids: string[] = [];
  for (let before: string | null = null; ; ) {
    const asked = { reads, filter: { names: knownNames }, before, now: Date.now(), limit: 200 };
    const page: Awaited<ReturnType<typeof pageEvents>> = await pageEvents(db, asked);
    for (const one of page.events) {
      const wire = wireEvent(db, one);
      if (wire && TYPES.includes(wire.type) && wire.campaign_id !== `cmp_${campaign}`) ids.push(wire.id);
    }
    if (page.next === null) return ids.sort();
    before = page.next;
  }
}

it('killed again and again while campaigns, an import and edits of many go on: each of it is told, under one id', async () => {
  const { folder: root, remove } = temporaryFolder();
  const folder = join(root, 'workspace');
  const there = await receiver();
  closing.push(remove, there.stop);
  const campaign = await prepare(folder, there.url);
  const path = join(root, 'people.csv');
  writeFileSync(path, ['email,first', ...Array.from({ length: PEOPLE }, (_, nth) => `p${nth + 1}@x.example,Ida`)].join('\n'));

  for (let nth = 0; nth < KILLS; nth++) {
    const from = there.got.length;
    const child = spawn(process.execPath, ['--import', fromSource, program, folder, path, campaign], {
      env: { ...process.env, NODE_OPTIONS: '' },
      stdio: 'inherit',
    });
    const gone = once(child, 'exit');
    await until('more was told', () => there.got.length > from + 40 + nth * 61, 30_000);
    child.kill('SIGKILL');
    await gone;
    expect(child.signalCode).toBe('SIGKILL');
  }

  const workspace = await open(folder, false);
  closing.push(workspace.close);
  const { db, imports } = workspace;
  db.run(sql`UPDATE webhook_deliveries SET due_at = 0 WHERE status = 'pending'`);
  await workspace.start({ deliver: true });
  const [begun] = db.all<{ id: string; state: string }>(sql`SELECT public_id AS id, state FROM imports`);
  if (begun && begun.state !== 'finished') await imports.resume(begun.id);
  await imports.finished(begun?.id ?? '');
  const feed = await feedOf(db, campaign);
  const told = new Map<string, { type: string; data: Record<string, unknown>; deliveries: Set<unknown> }>();
  const ids = () => {
    for (const { body, headers } of there.got.splice(0)) {
      const { id, ...rest } = event.parse(JSON.parse(body));
      const known = told.get(id) ?? { ...rest, deliveries: new Set() };
      told.set(id, { ...known, deliveries: known.deliveries.add(headers['x-pulsemail-delivery']) });
    }
    return told.size;
  };
  await until('all of it was told', () => ids() >= feed.length, 60_000);
  expect([...told.keys()].sort()).toEqual(feed);
  expect([...told.values()].every(({ deliveries }) => deliveries.size === 1)).toBe(true);

  const of = (type: string) => [...told.values()].filter((one) => one.type === type).map(({ data }) => data);
  const campaigns = db.all<{ id: string }>(sql`SELECT public_id AS id FROM campaigns WHERE public_id <> ${campaign}`);
  expect(
    of('campaign.created')
      .map((data) => data['campaign_id'])
      .sort(),
  ).toEqual(campaigns.map(({ id }) => `cmp_${id}`).sort());
  // What a kill left scheduled stays so.
  const waiting = db.value<number>(sql`SELECT count(*) FROM campaigns WHERE scheduled_at IS NOT NULL`) ?? 0;
  expect(of('campaign.scheduled').length).toBe(of('campaign.cancelled').length + waiting);
  const named = of('subscriber.updated').filter(({ changes }) => JSON.stringify(changes) === '{"first_name":["","Ida"]}');
  expect(named.length).toBe(PEOPLE);
  expect(new Set(named.map(({ subscriber_id }) => subscriber_id)).size).toBe(PEOPLE);
  expect(of('subscriber.updated').length - PEOPLE).toBe(db.value(sql`SELECT sum(changed) FROM bulk_edits`));
}, 120_000);
