import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { dataFolder, quit, serve } from './support/app.ts';
import { complaintsOf, dropFile } from './support/screen.ts';
import { writeWorkbook } from './support/workbook.ts';

test('a workbook is dropped, its sheet chosen, its typos corrected and told of; its people become a segment; cells are pasted', async ({
  page,
}) => {
  const { folder, remove } = dataFolder();
  const file = join(folder, 'Kunden.xlsx');
  await writeWorkbook(file, {
    Notizen: [['nichts']],
    Kunden: [
      ['E-Mail', 'Vorname', 'Bemerkung'],
      ['anna@gmial.com', 'Anna', 'Stammgast'],
      ['info@example.com', '', 'Amt'],
      ['bob@example.com', 'Bob', 'neu'],
    ],
  });
  const app = await serve(folder);
  const complaints = complaintsOf(page);
  await page.goto(app.url);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();

  await test.step('the sheet is chosen', async () => {
    await dropFile(page, file);
    await page.getByLabel('Sheet').first().click();
    await page.getByRole('option', { name: 'Kunden' }).click();
    await expect(page.getByLabel('E-Mail becomes').first()).toHaveValue('Email');
    await expect(page.getByRole('cell', { name: 'anna@gmial.com' })).toBeVisible();
  });

  await test.step('what will happen follows what is decided', async () => {
    const outlook = page.getByRole('region', { name: 'What will happen' });
    await expect(outlook).toContainText('3 come in');
    await outlook.getByRole('switch', { name: 'Leave out 1 address of an office, not a person' }).focus();
    await page.keyboard.press('Space');
    await expect(outlook).toContainText('2 come in');
    await expect(outlook).toContainText('info@ is the address of an office and not of a person.');
    await outlook.getByRole('button', { name: 'Show them' }).click();
    await expect(outlook.getByText('anna@gmail.com')).toBeVisible();
    await outlook.getByRole('switch', { name: 'Correct 1 obvious typo' }).click();
    await page.getByLabel('Bemerkung becomes').first().click();
    await page.getByRole('option', { name: 'Tags', exact: true }).click();
    await page.getByRole('button', { name: 'Import 3 people' }).click();
    await expect(page.getByRole('main')).toContainText('2imported');
    await expect(page.getByRole('main')).toContainText('1rejected');
  });

  await test.step('what should be known of the rows that were taken is told, and can be kept', async () => {
    const warnings = page.getByRole('region', { name: '1 warning' });
    await expect(warnings).toContainText('had an obvious typo');
    await expect(warnings.getByRole('row').filter({ hasText: 'anna@gmial.com' })).toContainText('anna@gmail.com');
    const download = page.waitForEvent('download');
    await warnings.getByRole('button', { name: 'Download the warnings' }).click();
    const saved = await download;
    expect(saved.suggestedFilename()).toBe('Kunden – to look at.csv');
    expect(await readFile(await saved.path(), 'utf8')).toContain('anna@gmail.com,anna@gmial.com,corrected as an obvious typo');
  });

  await test.step('a filter becomes a segment, which is chosen as a filter', async () => {
    await page.goto(`${new URL(app.url).origin}/#/contacts`);
    await page.getByRole('combobox', { name: 'List' }).click();
    await page.getByRole('option', { name: 'Kunden' }).click();
    const bar = page.getByRole('toolbar', { name: 'What is selected' });
    await expect(bar).toContainText('2 people match');
    await bar.getByRole('button', { name: 'Save as segment' }).click();
    await page.getByRole('textbox', { name: 'Name' }).fill('From the workbook');
    await page.keyboard.press('Enter');
    const segment = page.getByRole('combobox', { name: 'Segment' });
    await expect(segment).toHaveValue('From the workbook');
    await expect(page.getByRole('combobox', { name: 'List' })).toHaveValue('');
    await expect(bar).toContainText('2 people match');
    await expect(bar.getByRole('button', { name: 'Save as segment' })).toHaveCount(0);
    await page.getByRole('searchbox').fill('bob');
    await expect(bar).toContainText('1 person matches');
    await bar.getByRole('button', { name: 'Keep as segment' }).click();
    await page.getByRole('textbox', { name: 'Name of the segment' }).fill('Only Bob');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('textbox', { name: 'Name of the segment' })).toHaveCount(0);
    await page.getByRole('searchbox').fill('');
    await segment.click();
    await page.getByRole('option', { name: 'Only Bob' }).click();
    await expect(bar).toContainText('1 person matches');
    await expect(page.getByRole('row').filter({ hasText: 'bob@example.com' })).toBeVisible();
  });

  await test.step('pasted cells of the same columns are understood as they were', async () => {
    await page.goto(`${new URL(app.url).origin}/#/contacts/import`);
    await expect(page.getByText('Or paste cells')).toBeVisible();
    await page.evaluate(() => {
      const clipboardData = new DataTransfer();
      clipboardData.setData('text/plain', 'E-Mail\tVorname\tBemerkung\nzoe@example.com\tZoë\tneu\n');
      window.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
    });
    await expect(page.getByRole('heading', { name: 'Import Pasted cells' })).toBeVisible();
    await expect(page.getByText(/Columns as you chose them for such a file/)).toBeVisible();
    await expect(page.getByLabel('Bemerkung becomes').first()).toHaveValue('Tags');
    await expect(page.getByLabel('Delimiter').first()).toHaveValue('tabs');
    await page.getByRole('button', { name: 'Import 1 person' }).click();
    await expect(page.getByRole('main')).toContainText('1imported');
  });

  expect(complaints).toEqual([]);
  await quit(app);
  remove();
});
