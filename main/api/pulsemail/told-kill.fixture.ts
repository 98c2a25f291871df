/**
 * A process of its own that makes, schedules and takes back campaigns, goes on with an import and edits everybody, and tells of it
 * until it is killed: `node told-kill.fixture.ts FOLDER FILE CAMPAIGN`.
 */
import { basename } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { importOptions } from '#shared/rpc/imports.ts';
import { silentLogger } from '../../base/logger.ts';
import { duplicateCampaign, scheduleCampaign, unscheduleCampaign } from '../../campaigns/campaigns.ts';
import { sql } from '../../db/db.ts';
import { memorySecrets } from '../../delivery/testing.ts';
import { openWorkspace } from '../../workspace.ts';
import { webhookStyle } from './webhook-style.ts';

const [folder = '', path = '', campaign = ''] = process.argv.slice(2);
const workspace = await openWorkspace({
  id: 'w',
  folder,
  create: false,
  logger: silentLogger,
  secrets: memorySecrets(),
  webhookStyles: [webhookStyle],
  resolveSource: (source) => {
    if ('path' in source) return { path: source.path, fileName: basename(source.path) };
    throw new Error('nothing was uploaded');
  },
});
await workspace.start({ deliver: true });
const { db, imports, bulk } = workspace;

const [begun] = db.all<{ id: string; state: string }>(sql`SELECT public_id AS id, state FROM imports`);
if (begun && begun.state !== 'finished') await imports.resume(begun.id);
if (!begun) {
  const { reading } = await imports.preview({ path });
  const options = importOptions.parse({
    reading: { ...reading, header: true },
    mapping: [{ to: 'email' }, { to: 'firstName' }],
    list: { id: db.value(sql`SELECT public_id FROM lists`) },
    existing: 'overwrite',
    status: 'subscribed',
    consentSource: 'fair',
  });
  await imports.start({ path }, options);
}
const value = `as of ${Date.now()}`;
bulk.start(sql`SELECT id FROM contacts WHERE id <= 100 ORDER BY id`, { kind: 'setField', key: 'town', value });
for (;;) {
  const id = duplicateCampaign(db, { id: campaign, now: Date.now() });
  await scheduleCampaign(workspace, { id, at: Date.now() + 3_600_000 });
  unscheduleCampaign(workspace, id);
  await delay(20);
}
