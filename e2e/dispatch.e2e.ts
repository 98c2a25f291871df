import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { ask, dataFolder, quit, serve } from './support/app.ts';
import { draftFor, plume, plumeKey } from './support/plume.ts';
import { connect } from './support/rpc.ts';

const { source } = createRequire(import.meta.resolve('@axe-core/playwright'))('axe-core') as { source: string };
const ZONES = ['Asia/Tokyo', 'Japan', 'Europe/Berlin', 'DE', 'America/New_York', 'US', '-08:00', 'somewhere', ''];

async function troubles(page: Page): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(source);
  return page.evaluate(async () => {
    const { axe } = window as unknown as {
      axe: { run: (options: object) => Promise<{ violations: { id: string; impact: string; nodes: { html: string }[] }[] }> };
    };
    const { violations } = await axe.run({ iframes: false, resultTypes: ['violations'] });
    return violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
  });
}

for (const scheme of ['light', 'dark'] as const) {
  test(`when and how a campaign goes out is chosen in its review, and seen afterwards, ${scheme}`, async ({ page }) => {
    const { folder, remove } = dataFolder();
    const csv = join(folder, 'people.csv');
    const rows = Array.from({ length: 90 }, (_, index) => `p${index}@x.example,${ZONES[index % ZONES.length]}`);
    writeFileSync(csv, `email,Zone\n${rows.join('\n')}\n`);
    await ask(folder, 'import', csv, '--list', 'World');
    const key = await plumeKey(folder);
    const app = await serve(folder);
    const script = plume(new URL(app.url).origin, key);
    const { campaignId: id, listId } = await draftFor(script, 'World');
    const { api, close } = await connect(app);
    const { revision } = await api.campaigns.get({ id });
    await api.campaigns.change({
      id,
      revision,
      audience: { everyone: false, listIds: [listId], tagIds: [], excludedListIds: [] },
    });
    const picture = async (name: string) => {
      const folderOfPictures = process.env['PICTURES'];
      if (folderOfPictures) await page.screenshot({ path: join(folderOfPictures, `${name}-${scheme}.png`), fullPage: true });
    };
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
    await page.goto(app.url);
    await page.goto(`${new URL(app.url).origin}/#/campaigns/${id}/review`);

    await test.step('at a time, in a time zone, by the keyboard', async () => {
      await expect(page.getByRole('button', { name: 'Send to 90 people' })).toBeVisible();
      await picture('review-now');
      await page.getByRole('radio', { name: 'At a time' }).focus();
      await page.keyboard.press('Space');
      await expect(page.getByRole('button', { name: 'Schedule for 90 people' })).toBeEnabled();
      await expect(page.getByRole('combobox', { name: 'Time zone' })).not.toHaveValue('');
      await page.getByText('Some first', { exact: true }).click();
      await expect(page.getByLabel('How many go first')).toBeVisible();
      await picture('review-at');
      expect(await troubles(page)).toEqual([]);
    });

    await test.step('in their local time, with the waves shown before', async () => {
      await page.getByText('In their local time', { exact: true }).click();
      await page.getByRole('combobox', { name: 'Field that says where they are' }).click();
      await page.getByRole('option', { name: 'Zone' }).click();
      await expect(page.getByRole('list', { name: 'Waves' }).getByRole('listitem')).not.toHaveCount(0);
      await expect(page.getByText('Of 20 people no time zone is known')).toBeVisible();
      await page.getByText('Spread over a while', { exact: true }).click();
      await picture('review-local');
      expect(await troubles(page)).toEqual([]);
      await page.getByRole('button', { name: /^(Schedule for|Send to) 90 people/ }).click();
      await expect(page.getByText('The first wave goes out on')).toBeVisible();
      await picture('scheduled');
      expect(await troubles(page)).toEqual([]);
      await page.getByRole('button', { name: 'Take it back to the drafts' }).click();
    });

    await test.step('at their best hour, which says of how many nothing is known', async () => {
      await page.getByText('At their best hour', { exact: true }).click();
      await expect(
        page.getByText('Nobody of them is known to have opened or clicked anything in the last 180 days'),
      ).toBeVisible();
      await picture('review-best');
      expect(await troubles(page)).toEqual([]);
      await page.getByRole('button', { name: 'Schedule for 90 people' }).click();
      // Too few to learn from are not said to get it at hours of their own.
      await expect(page.getByText(/^It goes out on \w+day/).first()).toBeVisible();
      expect((await api.campaigns.get({ id })).plan?.when).toMatchObject({ kind: 'at', zone: 'UTC' });
      await page.getByRole('button', { name: 'Take it back to the drafts' }).click();
    });

    await test.step('some first: they go, and the others wait until they are let go', async () => {
      await page.getByText('Now', { exact: true }).click();
      await page.getByText('Some first', { exact: true }).click();
      await page.getByLabel('How many go first').fill('10');
      await page.getByRole('button', { name: 'Send to 90 people' }).click();
      await page.getByRole('button', { name: 'Send now' }).click();
      const goOn = page.getByRole('button', { name: 'Go on for 80 people' });
      await expect(goOn).toBeVisible({ timeout: 20_000 });
      await expect(page.getByText('10 of the first 10 went out: 0 refused')).toBeVisible();
      await picture('canary');
      expect(await troubles(page)).toEqual([]);
      await page.goto(`${new URL(app.url).origin}/#/home`);
      await expect(page.getByText('waits for you')).toBeVisible();
      await picture('home');
      await page.getByRole('link', { name: 'Decide' }).first().click();
      await goOn.click();
      await expect(page.getByText(/^Sent to 90 people/)).toBeVisible({ timeout: 20_000 });
    });
    close();
    await quit(app);
    remove();
  });
}
