import { expect, type Locator, type Page, test } from '@playwright/test';
import { dataFolder, quit, serve } from './support/app.ts';
import { complaintsOf, editorOn, figureOf } from './support/screen.ts';

test.use({ actionTimeout: 15_000 });

/** More presses of Tab than this and nobody would call it reachable. */
const PATIENCE = 60;

test('a campaign is begun, designed, reviewed and sent without a mouse', async ({ page }) => {
  const { folder, remove } = dataFolder();
  const app = await serve(folder);
  const complaints = complaintsOf(page);
  await page.goto(app.url);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  const press = async (...keys: string[]) => {
    for (const key of keys) await page.keyboard.press(key);
  };

  await test.step('begun from the command palette', async () => {
    await press('ControlOrMeta+K');
    await expect(page.getByPlaceholder('Search and commands')).toBeFocused();
    await page.keyboard.type('new campaign');
    await expect(page.getByRole('dialog').getByRole('button', { name: /^New campaign/ })).toBeVisible();
    await press('Enter');
    await expect(page.getByRole('textbox', { name: 'Name of the campaign' })).toBeVisible();
  });

  await test.step('named, addressed, given a subject', async () => {
    await tabTo(page, page.getByRole('textbox', { name: 'Name of the campaign' }));
    await press('ControlOrMeta+A');
    await page.keyboard.type('By hand');
    await tabTo(page, page.getByRole('radio', { name: 'Some lists, tags or segments' }));
    await press('ArrowUp');
    await expect(page.getByRole('radio', { name: 'Everyone who is subscribed' })).toBeChecked();
    await tabTo(page, page.getByLabel('Sender', { exact: true }).first());
    await press('ArrowDown', 'ArrowDown', 'Enter');
    await expect(page.getByLabel('Sender', { exact: true }).first()).not.toHaveValue('');
    await tabTo(page, page.getByRole('textbox', { name: 'Subject' }));
    await page.keyboard.type('Written by hand');
    await tabTo(page, page.getByRole('link', { name: 'Go on to the design' }));
    await press('Enter');
  });

  const { onPage, block, message, saved } = editorOn(page);
  const names = () => onPage.getByRole('option').evaluateAll((all) => all.map((one) => one.getAttribute('aria-label')));
  const order = async (...kinds: string[]) =>
    expect.poll(async () => (await names()).map((name) => name?.split(',')[0])).toEqual(kinds);

  await test.step('blocks are added, written, moved, duplicated and deleted', async () => {
    await tabTo(page, onPage);
    for (const [typed, kind] of [
      ['head', 'Heading'],
      ['text', 'Text'],
      ['quo', 'Quote'],
      ['foot', 'Footer'],
    ]) {
      await press('/');
      await expect(page.getByRole('combobox', { name: 'Add a block' })).toBeFocused();
      await page.keyboard.type(typed ?? '');
      await press('Enter');
      await expect(onPage).toBeFocused();
      await expect(block(new RegExp(`^${kind},`))).toHaveAttribute('aria-selected', 'true');
    }
    await order('Heading', 'Text', 'Quote', 'Footer');

    await press('Home', 'Enter');
    await expect(message.locator('[contenteditable]')).toBeFocused();
    await page.keyboard.type('No mouse was here');
    await press('Escape');
    await expect(onPage).toBeFocused();
    await expect(block('Heading, No mouse was here, 1 of 4')).toBeVisible();

    await press('Alt+ArrowDown');
    await order('Text', 'Heading', 'Quote', 'Footer');
    await press('ControlOrMeta+D');
    await order('Text', 'Heading', 'Heading', 'Quote', 'Footer');
    await press('Delete');
    await order('Text', 'Heading', 'Quote', 'Footer');
    await press('ControlOrMeta+Z');
    await order('Text', 'Heading', 'Heading', 'Quote', 'Footer');
    await press('ControlOrMeta+Shift+Z');
    await order('Text', 'Heading', 'Quote', 'Footer');
    await expect(page.getByRole('log').filter({ hasText: /\S/ })).toHaveCount(1);
  });

  await test.step('the palette and the panel are reached as well', async () => {
    await press('Home');
    await tabTo(page, page.getByRole('tabpanel', { name: 'Blocks' }).getByRole('button', { name: 'Divider' }), 'Shift+Tab');
    await press('Enter');
    await order('Text', 'Divider', 'Heading', 'Quote', 'Footer');
    await press('ControlOrMeta+Z');
    await order('Text', 'Heading', 'Quote', 'Footer');
    await tabTo(page, onPage);
    await press('End');
    await tabTo(page, page.getByRole('tab', { name: 'Footer' }));
    await saved();
  });

  await test.step('reviewed and sent', async () => {
    await tabTo(page, page.getByRole('button', { name: 'Review', exact: true }), 'Shift+Tab');
    await press('Enter');
    const send = page.getByRole('button', { name: /^Send to \d+ people$/ });
    await expect(send).toBeEnabled();
    const people = Number(/\d+/.exec(await send.innerText())?.[0]);
    await tabTo(page, send);
    await press('Enter');
    await expect(page.getByRole('button', { name: 'Send now' })).toBeFocused();
    await press('Enter');
    await expect(page.getByText(`Sent to ${people} people in`)).toBeVisible({ timeout: 30_000 });
    expect(await figureOf(page, 'accepted')).toBe(people);
  });
  expect(complaints).toEqual([]);
  await quit(app);
  remove();
});

/** Goes there as a keyboard does, step by step. */
async function tabTo(page: Page, target: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  await expect(target).toBeVisible();
  for (let step = 0; step < PATIENCE; step++) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press(key);
  }
  throw new Error(`${PATIENCE} presses of ${key} did not lead to ${target}`);
}
