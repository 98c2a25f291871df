import { readFileSync } from 'node:fs';
import AxeBuilder from '@axe-core/playwright';
import { expect, test } from '@playwright/test';
import { cli, dataFolder, quit, serve } from './support/app.ts';
import { connect } from './support/rpc.ts';
import { complaintsOf } from './support/screen.ts';

test('many are tagged, undone, exported; a domain is suppressed and lifted', async ({ page }) => {
  const { folder, remove } = dataFolder();
  const app = await serve(folder);
  const { api, close } = await connect(app);
  const complaints = complaintsOf(page);
  for (let index = 0; index < 30; index++)
    await api.contacts.create({ email: `p${index}@rivals.example`, firstName: `-Person ${index}` });

  await page.goto(app.url);
  await page.goto(`${new URL(app.url).origin}/#/contacts?search=rivals`);
  const table = page.getByRole('grid');
  await expect(table.getByRole('row')).not.toHaveCount(1);
  await test.step('tags all that match, and takes it back', async () => {
    await table.focus();
    await page.keyboard.press('Space');
    await page.getByRole('button', { name: 'Select all 30' }).click();
    await page.getByRole('button', { name: 'Tag', exact: true }).click();
    await page.getByPlaceholder('Name of the tag, then Enter').fill('rival');
    await page.keyboard.press('Enter');
    await expect(page.getByText('Tag “rival”: 30 people.')).toBeVisible();
    await expect(table.getByText('rival', { exact: true }).first()).toBeVisible();
    await page.getByRole('button', { name: 'Undo', exact: true }).click();
    await expect(page.getByText('“Tag “rival”” is undone for 30 people.')).toBeVisible();
    await expect(table.getByText('rival', { exact: true })).toHaveCount(0);
  });

  await test.step('deletes them without a question, and brings them back from the list of recent edits', async () => {
    await page.getByRole('button', { name: 'Delete', exact: true }).click();
    await expect(page.getByText('30 people deleted.')).toBeVisible();
    await page.getByRole('button', { name: 'Recent edits' }).click();
    await page.getByRole('button', { name: 'Undo: Delete' }).click();
    await expect(page.getByRole('dialog').getByText('“Delete” is undone for 30 people.')).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(page.getByText('30 people match')).toBeVisible();
  });

  await test.step('exports those who match', async () => {
    await page.getByRole('button', { name: 'Export those who match' }).click();
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Export', exact: true }).click();
    const file = await download;
    expect(file.suggestedFilename()).toMatch(/^Contacts .*\.csv$/);
    const lines = readFileSync(await file.path(), 'utf8')
      .trim()
      .split('\r\n');
    expect(lines).toHaveLength(31);
    expect(lines[1]).toContain(",'-Person");
    await page.getByRole('button', { name: 'Done' }).click();
  });

  await test.step('suppresses a domain, finds it, and lifts it', async () => {
    await page.getByRole('link', { name: /Suppressed/ }).click();
    await page.getByRole('button', { name: 'Suppress', exact: true }).click();
    await page.getByRole('textbox', { name: 'Addresses or domains' }).fill('rivals.example\nnonsense');
    await page.getByRole('button', { name: 'Never mail them' }).click();
    await expect(page.getByText('1 added, 1 not understood.')).toBeVisible();
    await page.getByRole('button', { name: 'Close', description: 'Close' }).click();
    expect((await api.contacts.get({ id: (await api.contacts.page({ search: 'p7@' })).rows[0]?.id ?? '' })).suppressed).toBe(
      'blocked',
    );
    await page.getByRole('grid', { name: 'Suppressed addresses' }).getByText('whole domain').click();
    const panel = page.getByRole('complementary', { name: 'Suppression of rivals.example' });
    await expect(panel.getByText('30 people')).toBeVisible();
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')).toEqual([]);
    await panel.getByRole('button', { name: 'Lift…' }).click();
    await page.getByRole('button', { name: 'Lift the suppression' }).click();
    await expect(page.getByText('rivals.example can be mailed again.')).toBeVisible();
  });

  const file = `${folder}/all.xlsx`;
  const written = await cli(folder, 'export', file);
  expect(written.code).toBe(0);
  expect(JSON.parse(written.out)).toMatchObject({ rows: expect.any(Number), ms: expect.any(Number) });
  expect(readFileSync(file).subarray(0, 2).toString()).toBe('PK');
  expect((await cli(folder, 'export', `${folder}/x.csv`, '--list', 'No such list')).code).toBe(1);
  expect(complaints).toEqual([]);
  close();
  await quit(app);
  remove();
});
