import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { dataFolder, quit, serve } from './support/app.ts';
import { complaintsOf, editorOn } from './support/screen.ts';

test.use({ actionTimeout: 10_000 });

const source = (page: Page, way: string) => page.getByRole('textbox', { name: `${way} of the message` });

async function writeAs(page: Page, way: string): Promise<void> {
  await page.getByRole('button', { name: /^Written as / }).click();
  await page.getByRole('menuitem', { name: new RegExp(`^${way}`) }).click();
  await expect(page.getByRole('button', { name: `Written as ${way}` })).toBeVisible();
}

test('writes in Markdown, switches there and back, names a version, compares, restores, undoes after reopening, saves a block and brings a design', async ({
  page,
}) => {
  test.setTimeout(90_000);
  const { folder, remove } = dataFolder();
  const app = await serve(folder);
  const complaints = complaintsOf(page);
  const editor = editorOn(page);
  const letter = "# Bread again\n\nHello {{ contact.first_name | default: 'there' }}, the **rye** is back.\n";
  await page.goto(app.url);

  await test.step('a campaign is written in Markdown', async () => {
    await page.getByRole('link', { name: 'Campaigns', exact: true }).click();
    await page.getByRole('button', { name: 'New campaign' }).first().click();
    await page.getByLabel('Name, for yourself').fill('Rye');
    await page.getByRole('radio', { name: 'Markdown', exact: true }).check();
    await page.getByRole('button', { name: 'Create the draft' }).click();
    await page.getByRole('link', { name: 'Design' }).first().click();
    await source(page, 'Markdown').fill(letter);
    await expect(editor.message.getByRole('heading', { name: 'Bread again' })).toBeVisible();
    await expect(editor.message.getByText('Unsubscribe')).toBeVisible();
    await editor.saved();
  });

  await test.step('it is written as HTML and, untouched, goes back to the very same Markdown', async () => {
    await writeAs(page, 'HTML');
    await expect(source(page, 'HTML')).toHaveValue(/<h1[^>]*>Bread again<\/h1>/);
    await page.getByRole('button', { name: 'Back to Markdown' }).click();
    await expect(source(page, 'Markdown')).toHaveValue(letter);
    await writeAs(page, 'MJML');
    await source(page, 'MJML').fill(
      '<mjml>\n<mj-body>\n<mj-section><mj-column>\n<mj-text>Only rye</mj-text>\n</mj-section>\n</mj-body>\n</mjml>',
    );
    await expect(page.getByRole('button', { name: 'Back to Markdown' })).toHaveCount(0);
    await page.getByRole('button', { name: 'Line 3' }).first().click();
    await expect(source(page, 'MJML')).toBeFocused();
    for (let step = 0; step < 2; step += 1) await page.keyboard.press('ControlOrMeta+Z');
    await expect(source(page, 'Markdown')).toHaveValue(letter);
  });

  await test.step('a version is named, compared and restored', async () => {
    await page.getByRole('button', { name: 'History' }).click();
    const history = page.getByRole('dialog', { name: 'History' });
    await expect(history.getByRole('button', { name: /As Markdown, before the switch/ }).first()).toBeVisible();
    await history.getByLabel('Keep what is there now as').fill('The first');
    await history.getByRole('button', { name: 'Keep' }).click();
    await expect(history.getByRole('button', { name: /^The first/ })).toHaveAttribute('aria-pressed', 'true');
    await page.keyboard.press('Escape');
    await source(page, 'Markdown').fill(letter.replace('rye', 'spelt'));
    await page.getByRole('button', { name: 'History' }).click();
    const changes = history.getByRole('region', { name: 'What changed in words' });
    await expect(changes.locator('del')).toHaveText('rye');
    await expect(changes.locator('ins')).toHaveText('spelt');
    await history.getByRole('button', { name: 'Restore' }).click();
    await expect(source(page, 'Markdown')).toHaveValue(letter);
    await editor.saved();
  });

  await test.step('after reopening, undo goes on where it was left', async () => {
    await page.getByRole('button', { name: 'Back to the campaign' }).click();
    await expect(page.getByRole('link', { name: 'Design' }).first()).toBeVisible();
    await page.reload();
    await page.getByRole('link', { name: 'Design' }).first().click();
    await expect(source(page, 'Markdown')).toHaveValue(letter);
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect(source(page, 'Markdown')).toHaveValue(letter.replace('rye', 'spelt'));
    await page.getByRole('button', { name: 'Redo' }).click();
    await expect(source(page, 'Markdown')).toHaveValue(letter);
  });

  await test.step('of two windows neither undoes a step of the other by mistake, nor overwrites it', async () => {
    const other = await page.context().newPage();
    await other.goto(page.url());
    const [here, there] = [source(page, 'Markdown'), source(other, 'Markdown')];
    await expect(there).toHaveValue(letter);
    await there.fill(letter.replace('rye', 'oat'));
    await expect(here).toHaveValue(letter.replace('rye', 'oat'));
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect(page.getByText('The last change was not made in this window.').first()).toBeVisible();
    await expect(here).toHaveValue(letter.replace('rye', 'oat'));
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect(here).toHaveValue(letter);
    await expect(there).toHaveValue(letter);
    await editor.saved();

    await here.fill(letter.replace('rye', 'white'));
    await there.fill(letter.replace('rye', 'black'));
    await editor.saved();
    await expect(other.getByText('This campaign was changed in another window.')).toBeVisible();
    await expect(here).toHaveValue(letter.replace('rye', 'white'));
    await other.getByRole('button', { name: 'Load theirs' }).click();
    await expect(there).toHaveValue(letter.replace('rye', 'white'));
    await other.getByRole('button', { name: 'Undo' }).click();
    await expect(there).toHaveValue(letter.replace('rye', 'black'));
    await expect(here).toHaveValue(letter.replace('rye', 'black'));
    await other.close();
  });

  await test.step('a block is saved here and put into another campaign', async () => {
    await writeAs(page, 'Blocks');
    await editor.choose(editor.block(/Heading, Bread again/));
    await page.getByRole('tab', { name: 'Saved' }).click();
    await page.getByRole('button', { name: 'Save the block' }).click();
    await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Our title');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await expect(page.getByRole('button', { name: 'Insert Our title' })).toBeVisible();
    await editor.saved();
    await page.getByRole('button', { name: 'Back to the campaign' }).click();
    await page.getByRole('link', { name: 'Templates', exact: true }).click();
    await page.getByRole('tab', { name: /^Letter/ }).click();
    await page.getByRole('button', { name: 'Use Plain letter' }).click();
    await page.getByRole('tab', { name: 'Saved' }).click();
    await page.getByRole('button', { name: 'Insert Our title' }).click();
    await expect(editor.message.getByRole('heading', { name: 'Bread again' })).toBeVisible();
    await editor.saved();
  });

  await test.step('a design from elsewhere becomes a template', async () => {
    const file = join(folder, 'spring.html');
    writeFileSync(
      file,
      '<html><head><title>Spring</title></head><body><h1>Spring is here</h1><p><a href="{{ unsubscribe_url }}">Leave</a></p></body></html>',
    );
    await page.getByRole('button', { name: 'Back to the campaign' }).click();
    await page.getByRole('link', { name: 'Templates', exact: true }).click();
    await page.locator('input[type=file]').first().setInputFiles(file);
    await expect(page.getByRole('button', { name: 'Use Spring' })).toBeVisible();
    await page.getByRole('button', { name: 'Use Spring' }).click();
    await expect(source(page, 'HTML')).toHaveValue(/Spring is here/);
  });

  expect(complaints).toEqual([]);
  expect(await quit(app)).toBe(0);
  remove();
});
