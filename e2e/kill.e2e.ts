import { once } from 'node:events';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { ask, dataFolder, quit, type Running, serve } from './support/app.ts';
import { draftFor, plume, plumeKey } from './support/plume.ts';
import { connect } from './support/rpc.ts';
import { hasSmtpSink, startSink } from './support/sink.ts';
import { writeSpreadsheet } from './support/spreadsheet.ts';

/** More of them on request: KILLS=20 npx playwright test kill */
const KILLS = Number(process.env['KILLS'] ?? 5);
const PEOPLE = 5_000;
const CONNECTIONS = 5;
/** Slow enough that every kill finds a send under way. */
const PER_SECOND = 200;

type Report = {
  status: string;
  recipients: number;
  accepted: number;
  refused: number;
  deferred: number;
  uncertain: number;
  skipped: number;
};

test(`loses nobody and mails nobody twice when it is killed ${KILLS} times during a send of ${PEOPLE}`, async () => {
  test.skip(!hasSmtpSink, 'smtp-sink is not installed here (Debian package postfix)');
  test.setTimeout(300_000);
  const { folder, remove } = dataFolder();
  const sink = await startSink();
  const csv = join(folder, 'people.csv');
  writeSpreadsheet(csv, { rows: PEOPLE, bad: 1 });
  await ask(folder, 'transport', 'smtp', '--host', '127.0.0.1', '--port', String(sink.port));
  const { imported } = await ask<{ imported: number }>(folder, 'import', csv, '--list', 'People');
  const key = await plumeKey(folder);
  let app: Running = await serve(folder);
  await setPace(app, PER_SECOND);
  const { campaignId, listId } = await draftFor(plume(new URL(app.url).origin, key), 'People');
  await plume(new URL(app.url).origin, key)(`campaigns/${campaignId}/send`, { listId });

  const table: Record<string, number>[] = [];
  let before: Report = await ask(folder, 'report', campaignId);
  for (let kill = 1; kill <= KILLS && before.status === 'sending'; kill++) {
    const reached = (await sink.received()).size + Math.floor(Math.random() * 100);
    await expect.poll(async () => (await sink.received()).size, { intervals: [5], timeout: 60_000 }).toBeGreaterThan(reached);
    app.child.kill('SIGKILL');
    await once(app.child, 'exit');
    app = await serve(folder);
    const after: Report = await ask(folder, 'report', campaignId);
    const lost = after.uncertain - before.uncertain;
    table.push({ kill, accepted: after.accepted, 'new uncertain': lost, uncertain: after.uncertain });
    expect(lost).toBeLessThanOrEqual(CONNECTIONS);
    before = after;
  }
  await setPace(app, null);
  await expect
    .poll(
      async () => {
        const report = await ask<Report>(folder, 'report', campaignId);
        return report.accepted + report.uncertain;
      },
      { timeout: 120_000 },
    )
    .toBe(imported);

  const report = await ask<Report>(folder, 'report', campaignId);
  const counts = await sink.received();
  const twice = [...counts.values()].filter((times) => times > 1).length;
  console.table(table);
  console.table([
    {
      recipients: report.recipients,
      accepted: report.accepted,
      uncertain: report.uncertain,
      'received by the sink': counts.size,
      'received twice': twice,
    },
  ]);
  expect(report).toMatchObject({ recipients: imported, refused: 0, deferred: 0, skipped: 0 });
  expect(twice).toBe(0);
  // What was accepted did arrive; an uncertain message may have or not, and that is what uncertain means.
  expect(counts.size).toBeGreaterThanOrEqual(report.accepted);
  expect(counts.size).toBeLessThanOrEqual(report.accepted + report.uncertain);
  await quit(app);
  await sink.stop();
  remove();
});

async function setPace(app: Running, perSecond: number | null): Promise<void> {
  const { api, close } = await connect(app);
  for (const { id } of await api.transports.all({})) await api.transports.change({ id, perSecond });
  close();
}
