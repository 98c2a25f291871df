import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { ask, dataFolder, quit, serve } from './support/app.ts';
import { complaintsOf } from './support/screen.ts';

const menuOf = (page: Page) => page.getByTitle('Workspaces');
const named = (page: Page, name: string) => menuOf(page).and(page.getByRole('button', { name, exact: true }));

const go = (page: Page, place: string) =>
  page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: place }).click();

async function switchTo(page: Page, name: string): Promise<void> {
  await menuOf(page).click();
  await page.getByRole('menuitemradio', { name, exact: true }).click();
  await expect(named(page, name)).toBeVisible();
  await expect(page).toHaveURL(/#\/home$/);
}

async function makeWorkspace(page: Page, name: string): Promise<void> {
  await menuOf(page).click();
  await page.getByRole('menuitem', { name: 'New workspace…' }).click();
  const dialog = page.getByRole('dialog', { name: 'New workspace' });
  await dialog.getByLabel('Name').fill(name);
  await dialog.getByRole('button', { name: 'Make the workspace' }).click();
  await expect(named(page, name)).toBeVisible();
}

test('each workspace keeps to itself, the last one opens again, and a backup comes back as one of its own', async ({ page }) => {
  const { folder, remove } = dataFolder();
  let app = await serve(folder);
  const complaints = complaintsOf(page);
  await page.goto(app.url);
  await expect(named(page, 'My workspace')).toBeVisible();

  await test.step('a new one is empty, and what is added stays in it', async () => {
    await makeWorkspace(page, 'Gallery');
    await expect(page).toHaveURL(/#\/home$/);
    await go(page, 'Contacts');
    await page.getByRole('button', { name: 'Add one person' }).click();
    await page.getByRole('textbox', { name: 'Email' }).fill('mira@gallery.example');
    await page.getByRole('textbox', { name: 'Email' }).press('Enter');
    await expect(page.getByRole('grid').getByText('mira@gallery.example')).toBeVisible();
    await expect(page.getByText('anna.k@poczta.example')).toHaveCount(0);
  });

  await test.step('the sample is where it was', async () => {
    await switchTo(page, 'My workspace');
    await go(page, 'Contacts');
    await expect(page.getByRole('grid').getByText('anna.k@poczta.example')).toBeVisible();
    await expect(page.getByText('mira@gallery.example')).toHaveCount(0);
  });

  await test.step('the palette goes there too, and the last one opens after a restart', async () => {
    await page.keyboard.press('ControlOrMeta+K');
    await page.getByPlaceholder('Search and commands').fill('switch gallery');
    await page.keyboard.press('Enter');
    await expect(named(page, 'Gallery')).toBeVisible();
    // An open page would complain, rightly, that nobody answers.
    await page.goto('about:blank');
    expect(await quit(app)).toBe(0);
    app = await serve(folder);
    await page.context().clearCookies();
    await page.goto(app.url);
    await expect(named(page, 'Gallery')).toBeVisible();
  });

  await test.step('a backup that is restored beside it is one more', async () => {
    const file = join(folder, 'bakery.letterpress');
    await ask(folder, 'backup', file);
    await menuOf(page).click();
    await expect(page.getByRole('menuitemradio')).toHaveText(['My workspace', 'Gallery']);
    const { name } = await ask<{ name: string }>(folder, 'restore', file);
    await expect(page.getByRole('menuitemradio')).toHaveText(['My workspace', 'Gallery', name]);
    await page.keyboard.press('Escape');
    await switchTo(page, name);
    await go(page, 'Contacts');
    await expect(page.getByRole('grid').getByText('anna.k@poczta.example')).toBeVisible();
    await menuOf(page).click();
    await expect(page.getByRole('menuitemradio', { name })).toBeChecked();
  });

  expect(complaints).toEqual([]);
  await quit(app);
  remove();
});

test('what was just typed is written before the workspace is left, and other windows follow', async ({ page, context }) => {
  const { folder, remove } = dataFolder();
  const app = await serve(folder);
  const complaints = complaintsOf(page);
  await page.goto(app.url);
  await makeWorkspace(page, 'Gallery');
  await switchTo(page, 'My workspace');
  const other = await context.newPage();
  await other.goto(app.url.replace(/\?.*/, '#/contacts'));
  await expect(other.getByRole('grid').getByText('anna.k@poczta.example')).toBeVisible();

  await go(page, 'Campaigns');
  await page.getByRole('link', { name: 'Winter bread is back' }).first().click();
  await page.getByRole('textbox', { name: 'Subject' }).fill('Typed at the last moment');
  await switchTo(page, 'Gallery');
  await expect(named(other, 'Gallery')).toBeVisible();
  await expect(other).toHaveURL(/#\/home$/);

  await switchTo(page, 'My workspace');
  await go(page, 'Campaigns');
  await page.getByRole('link', { name: 'Winter bread is back' }).first().click();
  await expect(page.getByRole('textbox', { name: 'Subject' })).toHaveValue('Typed at the last moment');

  expect(complaints).toEqual([]);
  await quit(app);
  remove();
});
