import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { dataFolder, quit, serve } from './support/app.ts';
import { complaintsOf, dropFile } from './support/screen.ts';
import { writeWorkbook } from './support/workbook.ts';

test('a workbook is dropped, its sheet chosen and its typos corrected; cells are pasted and understood as before', async ({
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
