import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from '@playwright/test';
import { dataFolder, quit, serve } from './support/app.ts';
import { connect } from './support/rpc.ts';
import { complaintsOf } from './support/screen.ts';

type Got = { signature: string; delivery: string; body: string };

/** A program that is told, and that takes its time over each call. */
async function shop() {
  const got: Got[] = [];
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const { 'x-pulsemail-signature': signature, 'x-pulsemail-delivery': delivery } = request.headers;
      got.push({ signature: String(signature), delivery: String(delivery), body: Buffer.concat(parts).toString('utf8') });
      setTimeout(() => response.writeHead(200).end('thanks'), 80);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { got, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hooks`, stop: () => server.close() };
}

test('a program is told what happens, through a kill in the middle; who changed what and who asked what is seen', async ({
  page,
}) => {
  const { folder, remove } = dataFolder();
  let app = await serve(folder);
  let { api, close } = await connect(app);
  const there = await shop();
  const complaints = complaintsOf(page);
  const go = (path: string) => page.goto(`${new URL(app.url).origin}/#${path}`);
  await page.goto(app.url);

  await go('/settings/webhooks');
  // What each may be allowed is off for all of them at first.
  const within = page.getByRole('checkbox', { name: 'Webhooks may be on this computer or in this network' });
  await expect(within).not.toBeChecked();
  await within.check();
  await expect(within).toBeChecked();
  await page.getByRole('button', { name: 'Add a webhook' }).click();
  const dialog = page.getByRole('dialog', { name: 'New webhook' });
  await dialog.getByLabel('Address to call').fill(there.url);
  await dialog.getByText('Some kinds of events').click();
  await dialog.getByRole('checkbox', { name: 'consent.granted' }).check();
  await dialog.getByRole('checkbox', { name: 'It may be on this computer or in this network' }).check();
  await dialog.getByRole('button', { name: 'Add webhook' }).click();
  const secret = await page.getByRole('group', { name: 'The secret that signs its calls, shown this once' }).innerText();
  await expect(page.getByText('It was told nothing yet.')).toBeVisible();

  const { id: listId } = await api.lists.create({ name: 'Town' });
  const join = async (from: number, to: number) => {
    for (let nth = from; nth < to; nth++) {
      const { id } = await api.contacts.create({ email: `guest${nth}@town.example` });
      await api.lists.setMembership({ listId, contactIds: [id], status: 'subscribed' });
    }
  };
  await join(0, 60);
  await expect.poll(() => there.got.length).toBeGreaterThan(5);
  expect(there.got.length).toBeLessThan(60);
  await page.goto('about:blank');
  close();
  const died = once(app.child, 'exit');
  app.child.kill('SIGKILL');
  await died;

  app = await serve(folder);
  ({ api, close } = await connect(app));
  await join(60, 65);
  const emails = () => there.got.map(({ body }) => (JSON.parse(body) as { data: { email: string } }).data.email);
  // What was in the air at the kill is said again when its lease is over.
  await expect.poll(() => new Set(emails()).size, { timeout: 45_000 }).toBe(65);
  for (const { signature, body } of there.got)
    expect(signature).toBe(createHmac('sha256', secret).update(Buffer.from(body, 'utf8')).digest('hex'));
  // Said twice at most by the same delivery, by whose id the program knows it.
  expect(new Set(there.got.map(({ delivery }) => delivery)).size).toBe(65);

  await page.goto(app.url);
  await go('/settings/webhooks');
  const deliveries = page.getByRole('region', { name: 'Deliveries' });
  await deliveries.getByRole('button', { name: 'consent.granted' }).first().click();
  const delivery = page.getByRole('dialog', { name: 'Delivery' });
  await expect(delivery.getByRole('region', { name: 'Answered' })).toHaveText(/thanks/);
  await expect(delivery.getByText('Email addresses and long texts are shortened here')).toBeVisible();
  await expect(delivery.getByRole('region', { name: 'Said' })).toHaveText(/g…@town\.example/);
  await delivery.getByRole('button', { name: 'Say it again' }).click();
  await expect(deliveries.getByText('said again')).toBeVisible();
  await expect.poll(() => new Set(there.got.map(({ delivery: one }) => one)).size).toBe(66);

  await go('/settings/audit');
  await expect(page.getByText('webhooks.replayOne')).toBeVisible();
  await expect(page.getByText('lists.setMembership').first()).toBeVisible();

  const { key } = await api.keys.create({ name: 'Shop', dialect: 'pulsemail' });
  const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json', 'idempotency-key': 'one' };
  const answer = await fetch(`${new URL(app.url).origin}/pulsemail/api/v1/lists`, {
    method: 'POST',
    headers,
    body: JSON.stringify({ name: 'By a script', double_opt_in: false }),
  });
  expect(answer.status).toBe(201);
  await expect(page.getByRole('row', { name: /^list\.create .* Shop PulseMail/ })).toBeVisible();
  await go('/scripts/requests');
  const requests = page.getByRole('region', { name: 'Requests' });
  await requests.getByRole('button', { name: 'POST /pulsemail/api/v1/lists' }).click();
  await expect(page.getByRole('dialog').getByRole('region', { name: 'Asked' })).toHaveText(/By a script/);
  expect(complaints).toEqual([]);
  close();
  await quit(app);
  there.stop();
  remove();
});
