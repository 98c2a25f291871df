import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { ask, dataFolder, quit, serve } from './support/app.ts';
import { connect } from './support/rpc.ts';
import { complaintsOf } from './support/screen.ts';

test('a field changes its kind, a tag its colour; a person gets a note, is exported and erased, and stays unmailed', async ({
  page,
}) => {
  const { folder, remove } = dataFolder();
  const app = await serve(folder);
  const { api, close } = await connect(app);
  await api.fields.create({ label: 'Orders', type: 'text' });
  const create = async (email: string, firstName: string, orders: string) =>
    (await api.contacts.create({ email, firstName, lastName: 'Huber', fields: { orders } })).id;
  const anna = await create('anna@huber.example', 'Anna', '12');
  await create('ben@huber.example', 'Ben', 'many');
  await api.contacts.tag({ ids: [anna], name: 'Rye' });
  const complaints = complaintsOf(page);
  const go = (path: string) => page.goto(`${new URL(app.url).origin}/#${path}`);
  await page.goto(app.url);

  await go('/contacts/fields');
  await page.getByRole('button', { name: 'Change Orders' }).click();
  await page.getByRole('menuitem', { name: 'Change its kind…' }).click();
  const kind = page.getByRole('complementary', { name: 'Change the kind of Orders' });
  await kind.getByRole('combobox', { name: 'Kind' }).click();
  await page.getByRole('option', { name: 'number' }).click();
  await expect(kind.getByText('1 value converts, 1 cannot.')).toBeVisible();
  await expect(kind.getByRole('list', { name: 'Values that cannot be converted' })).toHaveText('many × 1');
  await kind.getByRole('button', { name: 'Convert 1 value' }).click();
  await expect(page.getByRole('row', { name: /^Orders number/ })).toBeVisible();
  await expect(page.getByRole('row', { name: /^Orders \(as text\) text/ })).toBeVisible();
  await expect.poll(async () => (await api.contacts.get({ id: anna })).fields).toEqual({ orders: 12 });

  await go('/contacts/tags');
  await page.getByRole('button', { name: 'Colour of Rye: grey; change' }).click();
  await page.getByRole('menuitem', { name: 'violet' }).click();
  await expect(page.getByRole('button', { name: 'Colour of Rye: violet; change' })).toBeVisible();

  await go('/contacts');
  await page.getByText('anna@huber.example').click();
  await page.getByRole('link', { name: 'Open their own page' }).click();
  await expect(page.getByRole('heading', { name: 'Anna Huber', level: 1 })).toBeVisible();
  await expect(page.locator('[data-tone="violet"]', { hasText: 'Rye' })).toBeVisible();
  await page.getByRole('button', { name: 'Orders: 12; change' }).press('Enter');
  await page.getByRole('textbox', { name: 'Orders' }).fill('13');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Orders: 13; change' })).toBeVisible();
  await page.getByRole('textbox', { name: 'New note' }).fill('Calls before ten');
  await page.keyboard.press('ControlOrMeta+Enter');
  await expect(page.getByText('Calls before ten')).toBeVisible();
  await expect(page.getByRole('region', { name: 'Timeline' }).getByText('Became a contact')).toBeVisible();

  await page.getByRole('button', { name: 'More' }).click();
  const downloading = page.waitForEvent('download');
  await page.getByRole('menuitem', { name: 'Export everything about them' }).click();
  const download = await downloading;
  expect(download.suggestedFilename()).toBe('anna@huber.example.zip');
  expect(
    readFileSync(await download.path())
      .subarray(0, 2)
      .toString(),
  ).toBe('PK');

  await page.getByRole('button', { name: 'More' }).click();
  await page.getByRole('menuitem', { name: 'Erase for good…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Erase anna@huber.example for good?' });
  await dialog.getByRole('textbox').fill('anna@huber.example');
  await dialog.getByRole('button', { name: 'Erase this person' }).click();
  await expect(page.getByRole('heading', { name: 'Contacts', level: 1 })).toBeVisible();
  await expect(page.getByText('anna@huber.example')).toHaveCount(0);
  expect((await api.suppressions.page({})).rows.map(({ email }) => email)).not.toContain('anna@huber.example');

  const csv = join(folder, 'again.csv');
  writeFileSync(csv, 'email,first name\nanna@huber.example,Anna\n');
  await ask(folder, 'import', csv, '--list', 'Friends');
  await go('/contacts?search=anna');
  await page.getByText('anna@huber.example').first().click();
  const panel = page.getByRole('complementary', { name: /^Contact / });
  await expect(panel.getByText('Suppressed: blocked')).toBeVisible();
  await expect(panel.getByText(/Erased at their request/)).toBeVisible();
  expect(complaints).toEqual([]);
  close();
  await quit(app);
  remove();
});
