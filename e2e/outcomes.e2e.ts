import { writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { SMTPServer } from 'smtp-server';
import { ask, dataFolder, quit, serve } from './support/app.ts';
import { draftFor, plume, plumeKey } from './support/plume.ts';
import { complaintsOf } from './support/screen.ts';

const PEOPLE = 200;
const answers: Record<number, [number, string]> = {
  1: [550, '5.1.1 User unknown'],
  2: [552, '5.2.2 Mailbox full'],
  3: [554, '5.7.1 Your network is listed by dnsbl.example'],
  4: [450, '4.2.0 Greylisted, come back later'],
};
/** A server that says no in four ways, each to one in twenty-five, and drops the connection after one message. */
async function pickyServer() {
  const picky = { relents: false, got: [] as string[] };
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    hideENHANCEDSTATUSCODES: true,
    onRcptTo: ({ address }, _session, callback) => {
      const [responseCode, message] = (picky.relents ? undefined : answers[Number(/\d+/.exec(address)?.[0]) % 25]) ?? [];
      callback(responseCode === undefined ? null : Object.assign(new Error(message), { responseCode }));
    },
    onData: (stream, session, callback) => {
      stream.resume();
      stream.on('end', () => {
        const to = session.envelope.rcptTo[0]?.address ?? '';
        picky.got.push(to);
        if (to !== 'p57@example.com') return callback();
        for (const connection of server.connections) if (connection.session.id === session.id) connection._socket.destroy();
      });
    },
  });
  server.on('error', () => undefined);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.server.address() as AddressInfo;
  return { picky, port, stop: () => new Promise<void>((resolve) => server.close(() => resolve())) };
}

test('who did not get it, why, what the server said, and another try for those whose reason may have passed', async ({
  page,
}) => {
  const { folder, remove } = dataFolder();
  const { picky, port, stop } = await pickyServer();
  const csv = join(folder, 'people.csv');
  const rows = Array.from({ length: PEOPLE }, (_, index) => `p${index + 1}@example.com,Name${index + 1}`);
  writeFileSync(csv, ['email,first name', ...rows].join('\n'));
  await ask(folder, 'transport', 'smtp', '--host', '127.0.0.1', '--port', String(port));
  await ask(folder, 'import', csv, '--list', 'Friends');
  const key = await plumeKey(folder);
  const app = await serve(folder);
  const script = plume(new URL(app.url).origin, key);
  const { campaignId, listId } = await draftFor(script, 'Friends');
  await script(`campaigns/${campaignId}/send`, { listId });
  type Report = { accepted: number; refused: number; deferred: number; uncertain: number };
  const report = () => ask<Report>(folder, 'report', campaignId);
  await expect.poll(report, { timeout: 60_000 }).toMatchObject({ accepted: 167, refused: 24, deferred: 8, uncertain: 1 });

  const complaints = complaintsOf(page);
  await page.goto(app.url);
  await page.goto(`${app.url.split('#')[0]}#/campaigns`);
  await page.getByText('To Friends').first().click();
  await page.getByRole('link', { name: /24\s*refused/ }).click();
  await expect(page.getByRole('status').filter({ hasText: '24 people' })).toBeVisible();

  await page.getByRole('combobox', { name: 'Reason' }).click();
  await page.getByRole('option', { name: /8 × the mailbox is full.*Mailbox full/ }).click();
  await expect(page.getByRole('status').filter({ hasText: '8 people' })).toBeVisible();
  await page.getByText('p27@example.com').click();
  const panel = page.getByRole('complementary', { name: 'Message to p27@example.com' });
  await expect(panel.getByText('RCPT TO:<p27@example.com>')).toBeVisible();
  await expect(panel.getByText('S: 552 5.2.2 Mailbox full')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(panel).toHaveCount(0);

  picky.relents = true;
  await page.getByRole('button', { name: 'Retry 16 failed' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Retry 16 failed' }).click();
  await expect.poll(report, { timeout: 60_000 }).toMatchObject({ accepted: 183, refused: 8, uncertain: 1 });
  expect(new Set(picky.got).size).toBe(picky.got.length);

  await page.getByRole('combobox', { name: 'Outcome' }).click();
  await page.getByRole('option', { name: 'uncertain' }).click();
  await page.getByText('p57@example.com').click();
  await page.getByRole('button', { name: 'Count as accepted' }).click();
  await expect.poll(report).toMatchObject({ accepted: 184, uncertain: 0 });
  expect(complaints).toEqual([]);

  await quit(app);
  await stop();
  remove();
});
