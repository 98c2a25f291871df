import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { ask, cli, dataFolder, quit, type Running, serve } from './support/app.ts';
import { draftFor, plume, plumeKey } from './support/plume.ts';
import { connect } from './support/rpc.ts';
import { hasSmtpSink, startSink } from './support/sink.ts';
import { writeSpreadsheet } from './support/spreadsheet.ts';

const PEOPLE = 300;

test('a copy of the data made in the middle of a send holds still, the original goes on, and nobody is mailed twice', async () => {
  test.skip(!hasSmtpSink, 'smtp-sink is not installed here (Debian package postfix)');
  test.setTimeout(120_000);
  const original = dataFolder();
  const other = dataFolder();
  const sink = await startSink();
  const csv = join(original.folder, 'people.csv');
  writeSpreadsheet(csv, { rows: PEOPLE, bad: 1 });
  await ask(original.folder, 'transport', 'smtp', '--host', '127.0.0.1', '--port', String(sink.port));
  const { imported } = await ask<{ imported: number }>(original.folder, 'import', csv, '--list', 'People');
  const key = await plumeKey(original.folder);
  let app = await serve(original.folder);
  await setPace(app, 40);
  const speak = plume(new URL(app.url).origin, key);
  const { campaignId, listId } = await draftFor(speak, 'People');
  await speak(`campaigns/${campaignId}/send`, { listId });
  await expect.poll(async () => (await sink.received()).size, { intervals: [50], timeout: 30_000 }).toBeGreaterThan(40);
  await quit(app);
  const half = (await sink.received()).size;
  expect(half).toBeLessThan(imported);

  cpSync(original.folder, other.folder, { recursive: true, preserveTimestamps: true });
  const copy = await serve(other.folder);
  app = await serve(original.folder);
  const { api, close } = await connect(copy);
  expect((await api.home.get({})).needsYou[0]).toEqual({ what: 'copy' });
  await setPace(app, null);
  await expect.poll(async () => (await sink.received()).size, { timeout: 60_000 }).toBe(imported);

  // Both had the same people left; whoever got it twice would have it from the copy.
  await api.home.settleCopy({ as: 'copy' });
  const held = await api.home.get({});
  expect(held.needsYou[0]).toMatchObject({ what: 'paused', reason: expect.stringContaining('is a copy') });
  close();
  await quit(copy);
  const again = await serve(other.folder);
  const later = await connect(again);
  expect((await later.api.home.get({})).needsYou.map(({ what }) => what)).not.toContain('copy');
  later.close();
  await quit(again);
  await quit(app);
  expect((await cli(original.folder, 'report', campaignId)).out).toContain('"status":"sent"');
  const counts = await sink.received();
  expect([counts.size, [...counts.values()].filter((times) => times > 1).length]).toEqual([imported, 0]);
  await sink.stop();
  original.remove();
  other.remove();
});

async function setPace(app: Running, perSecond: number | null): Promise<void> {
  const { api, close } = await connect(app);
  const smtp = (await api.transports.all({})).find(({ kind }) => kind === 'smtp');
  if (smtp) await api.transports.change({ id: smtp.id, perSecond });
  close();
}
