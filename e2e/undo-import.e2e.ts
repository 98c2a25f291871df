import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { dataFolder, quit, serve } from './support/app.ts';
import { connect } from './support/rpc.ts';
import { complaintsOf, dropFile } from './support/screen.ts';

const ROWS = 60_000;

test('an import is undone; another is cut off by a crash and goes on; a changed file is watched', async ({ page }) => {
  test.setTimeout(240_000);
  const { folder, remove } = dataFolder();
  const small = join(folder, 'Messe.csv');
  writeFileSync(
    small,
    'E-Mail,Vorname,Newsletter\nanna@example.com,Anna,ja\nbert@example.com,Bert,nein\nanna@example.com,Anna,ja\nnobody,,ja\n',
  );
  const large = join(folder, 'Kunden.csv');
  writeFileSync(
    large,
    `email,name\n${Array.from({ length: ROWS }, (_, row) => `p${row}@example.com,Person ${row}`).join('\n')}\n`,
  );
  let app = await serve(folder);
  const complaints = complaintsOf(page);
  await page.goto(app.url);
  const main = page.getByRole('main');

  await test.step('a file is imported and taken back', async () => {
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await dropFile(page, small);
    await page.getByLabel('Name of the new list').fill('Messe');
    await page.getByRole('button', { name: /^Import / }).click();
    await expect(main).toContainText('2imported');
    await expect(main).toContainText('1 row had an address that stands further up in the file, too.');
    await page.getByRole('button', { name: 'Undo this import' }).click();
    await page.getByRole('button', { name: 'Undo, and remove 2 people' }).click();
    await expect(main).toContainText('All is as it was before.');
    const { api, close } = await connect(app);
    expect((await api.contacts.page({ search: 'bert@example.com' })).total).toBe(0);
    expect((await api.lists.all({})).some(({ name }) => name === 'Messe')).toBe(false);
    expect((await api.suppressions.page({ search: 'bert@example.com' })).total).toBe(0);
    close();
  });

  let id = '';
  await test.step('a crash in the middle leaves an import that goes on', async () => {
    const { api } = await connect(app);
    const { reading, columns } = await api.imports.preview({ file: { path: large } });
    const mapping = columns.map(({ guess }) => guess);
    ({ id } = await api.imports.start({ file: { path: large }, options: { reading, mapping, list: { newName: 'Kunden' } } }));
    await expect.poll(async () => (await api.imports.get({ id })).rows, { intervals: [5] }).toBeGreaterThan(0);
    app.child.kill('SIGKILL');
    await once(app.child, 'exit');
    app = await serve(folder);
    await page.goto(app.url);
    // The page that was there before it could not reach the program meanwhile, and may say so until it goes.
    complaints.length = 0;
    await page.getByRole('link', { name: 'Contacts' }).first().click();
    await page.getByRole('link', { name: 'Imports' }).click();
    await page.getByRole('link', { name: 'Kunden.csv' }).click();
    await expect(main).toContainText('What was read before stays. Go on where it stopped');
    await page.getByRole('button', { name: 'Go on', exact: true }).click();
    await expect(main).toContainText(`${ROWS.toLocaleString('en-GB')} rows read into Kunden`, { timeout: 60_000 });
    await expect(main).toContainText('0updated');
    await expect(main).toContainText('0rejected');
  });

  await test.step('a watched file tells what it would come to', async () => {
    await page.getByRole('button', { name: 'Watch for changes' }).click();
    await page.getByLabel('Where it is, from the root of the disk on').fill(large);
    await page.getByRole('button', { name: 'Watch it' }).click();
    await expect(main).toContainText('Nothing new');
    writeFileSync(large, 'email,name\np1@example.com,Person 1\nnew@example.com,Nora Neu\n');
    await expect(main).toContainText('1 new, 0 changed, 1 the same, 0 rejected of 2 rows', { timeout: 30_000 });
    await page.getByRole('button', { name: 'Import these' }).click();
    await expect(main).toContainText('2 rows read into Kunden');
    await expect(main).toContainText('1imported');
  });

  expect(complaints).toEqual([]);
  expect(await quit(app)).toBe(0);
  remove();
});
