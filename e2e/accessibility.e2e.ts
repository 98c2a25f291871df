import { createRequire } from 'node:module';
import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { ask, dataFolder, quit, serve } from './support/app.ts';
import { draftFor, plume, plumeKey } from './support/plume.ts';
import { connect } from './support/rpc.ts';
import { dropFile, editorOn } from './support/screen.ts';
import { writeSpreadsheet } from './support/spreadsheet.ts';

test.use({ actionTimeout: 15_000 });

// AxeBuilder would go into every frame, and those of messages refuse all scripts; so its axe runs in the page itself.
const { source } = createRequire(import.meta.resolve('@axe-core/playwright'))('axe-core') as { source: string };

type Axe = { run: (options: object) => Promise<{ violations: Violation[] }> };
type Violation = {
  id: string;
  impact: string;
  help: string;
  nodes: { target: string[]; any: { message: string }[]; html: string }[];
};

/** All that a second look in other colours can find. */
const ofColours = { runOnly: ['color-contrast', 'link-in-text-block'] };

/** What axe calls worse than moderate. The emails themselves are content; their frames are looked at from outside. */
async function troubles(page: Page, rules: object): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(source);
  const violations = await page.evaluate(async (only) => {
    const { axe } = window as unknown as { axe: Axe };
    return (await axe.run({ ...only, iframes: false, resultTypes: ['violations'] })).violations;
  }, rules);
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, help, nodes }) =>
      nodes.map(({ target, any, html }) => `${id}: ${help}\n    ${target.join(' ')}\n    ${html}\n    ${any[0]?.message ?? ''}`),
    );
}

for (const scheme of ['light', 'dark'] as const) {
  test(`axe finds nothing serious on any screen, ${scheme}`, async ({ page }) => {
    test.setTimeout(180_000);
    const { folder, remove } = dataFolder();
    const csv = join(folder, 'kunden.csv');
    writeSpreadsheet(csv, { rows: 300, bad: 7 });
    await ask(folder, 'import', csv, '--list', 'Kunden', '--consent', 'Paper form');
    const key = await plumeKey(folder);
    const app = await serve(folder);
    await ask(folder, 'public-address', app.publicUrl);
    const script = plume(new URL(app.url).origin, key);
    const [sample] = await script<{ id: string }[]>('campaigns');
    const { campaignId, listId } = await draftFor(script, 'Kunden');
    await script(`campaigns/${campaignId}/send`, { listId });
    await expect
      .poll(async () => (await ask<{ status: string }>(folder, 'report', campaignId)).status, { timeout: 60_000 })
      .toBe('sent');
    const { api, close } = await connect(app);
    const [person] = (await api.contacts.page({ search: 'anna.k@poczta.example' })).rows;
    const [run] = await api.imports.all({});
    close();

    await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
    await page.goto(app.url);
    const heading = page.getByRole('heading', { level: 1 });
    const draft = `/campaigns/${sample?.id}`;
    const screens: [name: string, route: string, prepare?: () => Promise<unknown>][] = [
      ['home', '/home'],
      ['campaigns', '/campaigns'],
      ['new campaign', '/campaigns', () => page.getByRole('button', { name: 'New campaign' }).click()],
      ['audience', `${draft}/audience`, () => expect(page.getByLabel('Sender', { exact: true }).first()).not.toHaveValue('')],
      ['design', `${draft}/design`, () => expect(editorOn(page).onPage.getByRole('option').first()).toBeVisible()],
      ['design, a block chosen', `${draft}/design`, () => chooseBlock(page)],
      ['review', `${draft}/review`, () => expect(page.getByRole('heading', { name: /will get this/ })).toBeVisible()],
      ['report', `/campaigns/${campaignId}/report`, () => expect(page.getByRole('link', { name: /accepted/ })).toBeVisible()],
      ['contacts', '/contacts', () => expect(page.getByRole('row').nth(5)).toBeVisible()],
      ['one contact', `/contacts?contact=${person?.id}`, () => expect(page.getByRole('complementary')).toBeVisible()],
      ['a new contact', '/contacts?contact=new'],
      ['lists', '/contacts/lists', () => expect(page.getByText('Kunden').first()).toBeVisible()],
      ['fields', '/contacts/fields', () => expect(page.getByText('Straße').first()).toBeVisible()],
      ['imports', '/contacts/imports', () => expect(page.getByRole('link', { name: 'kunden.csv' })).toBeVisible()],
      ['one import', `/imports/${run?.id}`, () => expect(page.getByText('7 rejected rows')).toBeVisible()],
      ['suppressed', '/contacts/suppressed'],
      ['tags', '/contacts/tags', () => expect(page.getByRole('row').nth(1)).toBeVisible()],
      ['import', '/contacts/import'],
      ['import, mapping', '/contacts/import', () => dropped(page, csv)],
      ['templates', '/templates', () => expect(page.locator('iframe').first()).toBeVisible()],
      ['reports', '/reports', () => expect(page.getByRole('row').nth(1)).toBeVisible()],
      ['test inbox', '/inbox', () => expect(page.getByText('To Kunden').first()).toBeVisible()],
      ['test inbox, a message', '/inbox', () => page.getByText('To Kunden').first().click()],
      ...['workspace', 'sending', 'senders', 'answers', 'tracking', 'owner'].map((tab): [string, string] => [
        `settings, ${tab}`,
        `/settings/${tab}`,
      ]),
      ['settings, an account', '/settings/sending', () => openAccount(page)],
      ['settings, a mailbox', '/settings/answers', () => openMailbox(page)],
      ...['keys', 'requests', 'webhooks', 'audit'].map((tab): [string, string] => [`scripts, ${tab}`, `/scripts/${tab}`]),
      ['the palette', '/home', () => page.keyboard.press('ControlOrMeta+K')],
    ];
    const found: string[] = [];
    for (const [name, route, prepare] of screens) {
      await page.goto(`${new URL(app.url).origin}/#/home`);
      await page.goto(`${new URL(app.url).origin}/#${route}`);
      await page.reload(); // so that no dialog or focus is left from the screen before
      await expect(heading).toBeVisible();
      await prepare?.();
      await expect(page.getByText(/^(Reading|Checking|Loading).*…$/)).toHaveCount(0);
      found.push(...(await troubles(page, scheme === 'dark' ? ofColours : {})).map((trouble) => `${name}: ${trouble}`));
    }
    expect(found.join('\n')).toBe('');
    await quit(app);
    remove();
  });
}

async function chooseBlock(page: Page): Promise<void> {
  const { block, choose } = editorOn(page);
  await choose(block(/^Text,/).first());
  await expect(page.getByRole('toolbar', { name: 'Text' })).toBeVisible();
}

async function dropped(page: Page, csv: string): Promise<void> {
  await dropFile(page, csv);
  await expect(page.getByLabel('E-Mail becomes').first()).toBeVisible();
}

async function openAccount(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Connect an account' }).click();
  await page.getByRole('menuitem', { name: /^SMTP/ }).click();
  const dialog = page.getByRole('dialog', { name: 'Connect SMTP' });
  await dialog.getByRole('combobox', { name: 'Mail host' }).fill('gmail');
  await page.getByRole('option', { name: 'Gmail' }).click();
  for (const part of ['Server', 'Pace', 'Senders and bounces']) await dialog.getByText(part, { exact: true }).first().click();
}

async function openMailbox(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Connect a mailbox' }).click();
  const dialog = page.getByRole('dialog', { name: 'Connect a mailbox' });
  await dialog.getByText('Token (OAuth2)').click();
  await dialog.getByRole('button', { name: 'Save and test the mailbox' }).click();
  await expect(dialog.getByText('Where your host renews tokens')).toBeVisible();
}
