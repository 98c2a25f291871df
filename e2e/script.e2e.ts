import { execFile, execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import AxeBuilder from '@axe-core/playwright';
import { expect, type Page, test } from '@playwright/test';
import { dataFolder, quit, serve } from './support/app.ts';
import { plumeKey } from './support/plume.ts';
import { connect } from './support/rpc.ts';

const job = join(import.meta.dirname, 'support', 'plume-job.sh');
const PEOPLE = 40;

const hasTools = ['bash', 'curl'].every((name) => {
  try {
    return execFileSync(name, ['--version']).length > 0;
  } catch {
    return false;
  }
});

for (const prefix of ['/plume', '']) {
  test(`a script does the whole job with curl and a key, ${prefix ? 'under the prefix' : 'at the root'}`, async ({ page }) => {
    test.skip(!hasTools, 'bash and curl are not both installed here');
    const { folder, remove } = dataFolder();
    const csv = join(folder, 'people.csv');
    const people = Array.from({ length: PEOPLE }, (_, index) => ({
      email: `guest${index}@town.example`,
      name: index % 4 === 0 ? '' : `Zoë${index} Müller`,
    }));
    const rows = people.map(({ email, name }) => `${email},${name}`);
    writeFileSync(csv, ['email,name', ...rows, 'nobody at all,Nobody', 'guest1@town.example,Again', ''].join('\n'));
    const key = await plumeKey(folder);
    const app = await serve(folder);
    const base = `${new URL(app.url).origin}${prefix}`;

    const { stdout } = await promisify(execFile)('bash', [job, base, key, csv]);
    const [imported, tested, sent, report] = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(imported).toMatchObject({
      Imported: PEOPLE,
      Skipped: 1,
      Failed: 1,
      errors: [{ row: PEOPLE + 2, email: 'nobody at all' }],
    });
    expect(tested).toEqual({ sent: true });
    expect(sent).toEqual({ recipients: PEOPLE });
    expect(report).toMatchObject({ recipients: PEOPLE, sent: PEOPLE, bounces: 0, complaints: 0, unsubscribes: 0 });

    const { api, close } = await connect(app);
    const { rows: messages, total } = await api.inbox.page({ limit: 100 });
    expect(total).toBe(PEOPLE + 1);
    const subjects = new Map(messages.map(({ to, subject }) => [to[0], subject]));
    expect(subjects.get('me@mill-lane.example')).toMatch(/^\[Test\] .*the oven is hot$/);
    for (const { email, name } of people) {
      expect(subjects.get(email)).toBe(`${name.split(' ')[0] || 'Hello'}, the oven is hot`);
    }
    const one = await api.inbox.get({ id: messages.find(({ to }) => to[0] === 'guest7@town.example')?.id ?? '' });
    expect(one.from).toContain('hello@mill-lane.example');
    expect(one.html).toContain('For guest7@town.example');
    expect(one.html).toContain('https://mill-lane.example/bread');
    expect(one.text).toContain('For guest7@town.example');
    expect(one.headers.map(({ name }) => name.toLowerCase())).toContain('list-unsubscribe');
    if (prefix) await tryReference(page, { base, key });
    close();
    await quit(app);
    remove();
  });
}

/** What is on the reference page can be asked there, with nothing but a key. */
async function tryReference(page: Page, { base, key }: { base: string; key: string }): Promise<void> {
  const elsewhere: string[] = [];
  page.on('request', (request) => {
    if (!request.url().startsWith(base)) elsewhere.push(request.url());
  });
  await page.goto(`${base}/reference`);
  await page.getByLabel('Key', { exact: true }).fill(key);
  const open = async (call: string) => {
    await page.getByRole('heading', { name: call, exact: true }).click();
    return page.getByRole('form', { name: `Try ${call}`, exact: true });
  };
  const create = await open('POST /api/brands');
  await create.getByLabel('Body').fill('{"name": "By hand", "fromEmail": "anna@bakery.example"}');
  await expect(create.getByRole('group', { name: 'As a command' })).toContainText('"By hand"');
  await create.getByRole('button', { name: 'Send' }).click();
  await expect(create.getByRole('status')).toContainText('201 Created');
  const people = await open('GET /api/subscribers');
  await people.getByLabel('status').selectOption('active');
  await people.getByLabel('email').fill('guest7@town.example');
  await people.getByRole('button', { name: 'Send' }).press('Enter');
  await expect(people.getByRole('status')).toContainText('"email": "guest7@town.example"');
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id }) => id)).toEqual([]);
  expect(elsewhere).toEqual([]);
}
