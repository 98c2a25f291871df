import AxeBuilder from '@axe-core/playwright';
import { expect, type Locator, type Page, test } from '@playwright/test';
import { dataFolder, quit, serve } from './support/app.ts';
import { connect } from './support/rpc.ts';
import { complaintsOf } from './support/screen.ts';

test.use({ actionTimeout: 15_000 });

/** More presses of Tab than this and nobody would call it reachable. */
const PATIENCE = 60;

test('a segment is made by keyboard, counted while it is typed, and mailed without those of another', async ({ browser }) => {
  const { folder, remove } = dataFolder();
  const app = await serve(folder);
  const { api, close } = await connect(app);
  for (const name of ['Agnes', 'Agatha', 'Agnieszka', 'Berta'])
    await api.contacts.create({ email: `${name.toLowerCase()}@segment.example`, firstName: name });
  const rule = (value: string) => ({
    kind: 'group' as const,
    match: 'all' as const,
    rules: [
      { kind: 'contact' as const, name: 'first-name' as const, test: { type: 'text' as const, op: 'is' as const, value } },
      {
        kind: 'contact' as const,
        name: 'domain' as const,
        test: { type: 'text' as const, op: 'is' as const, value: 'segment.example' },
      },
    ],
  });
  await api.segments.create({ name: 'Only Agatha', rule: rule('Agatha') });
  const context = await browser.newContext();
  const page = await context.newPage();
  const complaints = complaintsOf(page);
  await page.goto(app.url);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await page.evaluate(() => {
    location.hash = '/contacts/segments/new';
  });

  await test.step('made by keyboard, with a live count', async () => {
    await expect(page.getByRole('textbox', { name: 'Name', exact: true })).toBeFocused();
    await page.keyboard.type('All A');
    await tabTo(page, page.getByRole('textbox', { name: 'Value' }));
    await page.keyboard.type('ag');
    await tabTo(page, page.getByRole('button', { name: 'Add a condition' }));
    await page.keyboard.press('Enter');
    const second = page.getByRole('group', { name: 'Condition 2' });
    await expect(second.getByRole('combobox', { name: 'What it is about' })).toBeFocused();
    await page.keyboard.press('ControlOrMeta+A');
    await page.keyboard.type('Domain');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await tabTo(page, second.getByRole('textbox', { name: 'Value' }));
    await page.keyboard.type('segment.example');
    await expect(page.getByRole('status').filter({ hasText: '3 people' })).toBeVisible();
    await expect(page.getByRole('list', { name: 'Some who match' }).getByRole('listitem')).toHaveCount(3);
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')).toEqual([]);
    await tabTo(page, page.getByRole('button', { name: 'Save segment' }), 'Shift+Tab');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('row', { name: /^All A by conditions nothing 3/ })).toBeVisible();
  });

  await test.step('mailed, without those of another', async () => {
    const { id } = await api.campaigns.create({ name: 'To some' });
    await page.evaluate((to) => {
      location.hash = `/campaigns/${to}/audience`;
    }, id);
    await page.getByRole('radio', { name: 'Some lists, tags or segments' }).check();
    await page.getByRole('combobox', { name: 'And people in one of these segments' }).click();
    await page.getByRole('option', { name: 'All A' }).click();
    await page.keyboard.press('Escape');
    await expect(page.getByRole('status').filter({ hasText: '3 people' })).toBeVisible();
    await page.getByRole('button', { name: 'Leave somebody out' }).click();
    await page.getByRole('combobox', { name: 'And nobody who is in' }).click();
    await page.getByRole('option', { name: 'Only Agatha' }).click();
    await page.keyboard.press('Escape');
    await expect(page.getByRole('status').filter({ hasText: '2 people' })).toBeVisible();
    await expect
      .poll(async () => (await api.campaigns.get({ id })).audience)
      .toMatchObject({ segmentIds: [expect.any(String)], excludedSegmentIds: [expect.any(String)] });
    const brand = (await api.brands.all({}))[0]?.id ?? null;
    const { revision } = await api.campaigns.get({ id });
    const html = '<p>Hello</p><p><a href="{{ unsubscribe_url }}">Unsubscribe</a></p>';
    await api.campaigns.change({
      ...{ id, revision, brandId: brand, subject: 'To some' },
      document: { version: 1, kind: 'html', html, text: '' },
    });
    expect(await api.campaigns.send({ id, expected: 2 })).toMatchObject({ recipients: 2 });
    await expect.poll(async () => (await api.campaigns.report({ id })).accepted, { timeout: 30_000 }).toBe(2);
  });

  await test.step('and kept as long as something needs it', async () => {
    const all = await api.segments.all({});
    const used = all.find(({ name }) => name === 'All A');
    await api.segments.create({
      name: 'Around',
      rule: { kind: 'group', match: 'any', rules: [{ kind: 'segment', segmentId: used?.id ?? '' }] },
    });
    await expect(api.segments.remove({ id: used?.id ?? '' })).rejects.toThrow('is used by the segment “Around”');
  });
  expect(complaints).toEqual([]);
  await context.close();
  close();
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
