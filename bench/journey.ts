// What a person does with a million people, in Chromium: a file is dropped and imported, a segment made, everybody in it
// tagged, that undone, and the segment exported; each step timed, with a picture of how it ended and the memory of the app,
// and the table scrolled. Nothing is compared: it shows that all of it works at this size, and how long a person waits.
// `npm run bench -- journey --rows 1000000 --pictures FOLDER`
import { mkdirSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';
import { chromium, expect, type Page } from '@playwright/test';
import { dataFolder } from '../e2e/support/app.ts';
import { scroll } from './frames.ts';
import { makeCsv } from './make-csv.ts';
import { startBenchApp } from './running-app.ts';

const { values } = parseArgs({
  options: {
    rows: { type: 'string', default: '1000000' },
    frames: { type: 'string', default: '250' },
    pictures: { type: 'string' },
    theme: { type: 'string', default: 'light' },
  },
});
const rows = Number(values.rows);
/** As long as the largest work may take on a machine that is busy. */
const patience = Math.max(60_000, rows * 2);

/** As a person who drags a file here from a folder; the browser reads it, however large it is. */
async function drop(page: Page, file: string): Promise<void> {
  await page.evaluate(() => {
    const input = Object.assign(document.createElement('input'), { type: 'file', id: 'dragged', hidden: true });
    document.body.append(input);
  });
  await page.locator('#dragged').setInputFiles(file);
  await page.evaluate(() => {
    const input = document.querySelector<HTMLInputElement>('#dragged');
    const [dragged] = input?.files ?? [];
    if (!input || !dragged) throw new Error('There is no file.');
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(dragged);
    input.remove();
    for (const type of ['dragenter', 'dragover', 'drop'])
      document.body.dispatchEvent(new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true }));
  });
}

const { folder, remove } = dataFolder();
const file = join(folder, 'people.csv');
await makeCsv({ file, rows });
const app = await startBenchApp(join(folder, 'data'));
const browser = await chromium.launch({
  executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'],
});
try {
  const page = await browser.newPage({
    viewport: { width: 1280, height: 800 },
    colorScheme: values.theme === 'dark' ? 'dark' : 'light',
  });
  page.setDefaultTimeout(patience);
  if (values.pictures) mkdirSync(values.pictures, { recursive: true });
  await page.goto(app.running.url);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  const goTo = (hash: string) =>
    page.evaluate((to) => {
      location.hash = to;
    }, hash);
  const wait = expect.configure({ timeout: patience });

  let pictures = 0;
  /** Does one step, and tells how long it took until it could be seen. */
  async function step<Done>(name: string, work: () => Promise<Done>): Promise<Done> {
    app.begin();
    const begun = performance.now();
    const done = await work();
    const took = (performance.now() - begun) / 1000;
    await new Promise((resolve) => setTimeout(resolve, 600));
    const { rss, p99, max } = app.probe();
    console.log(`| ${name} | ${took.toFixed(2)} s | ${p99.toFixed(0)} ms | ${max.toFixed(0)} ms | ${rss.toFixed(0)} MB |`);
    if (values.pictures) await page.screenshot({ path: join(values.pictures, `${++pictures} ${name.replaceAll('/', '-')}.png`) });
    return done;
  }
  console.log(
    `${rows.toLocaleString('en')} rows, ${((await stat(file)).size / 1e6).toFixed(0)} MB\n\n| step | until it is seen | main thread late, p99 | longest | memory |\n|---|---|---|---|---|`,
  );

  const begin = page.getByRole('button', { name: /^Import (about )?[\d,]+ (people|rows)/ });
  await step('drop the file, until its columns are understood', async () => {
    await drop(page, file);
    await wait(begin).toBeEnabled();
  });
  await step('import', async () => {
    await begin.click();
    await wait(page.getByRole('link', { name: 'Import another file' })).toBeVisible();
  });

  await goTo('/contacts/segments/new');
  const people = page.getByRole('status').filter({ hasText: /[\d,]+ (people|person)/ });
  await step('the first count of a segment, from the last letter', async () => {
    await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Ann');
    await page.getByRole('textbox', { name: 'Value' }).fill('an');
    await wait(people).toBeVisible();
  });
  await step('save the segment', async () => {
    await page.getByRole('button', { name: 'Save segment' }).click();
    await wait(page.getByRole('row', { name: /^Ann by conditions .*\d/ })).toBeVisible();
  });

  await goTo('/contacts');
  const bar = page.getByRole('toolbar', { name: 'What is selected' });
  await step('the table of contacts', () => wait(page.getByRole('row').nth(5)).toBeVisible());
  await step('choose the segment as a filter', async () => {
    await page.getByRole('combobox', { name: 'Segment' }).click();
    await page.getByRole('option', { name: 'Ann' }).click();
    await wait(bar).toContainText(/[\d,]+ people match/);
  });
  const all = (await bar.textContent())?.match(/[\d,]+ people match/)?.[0] ?? '';
  await step('a part of a name, until those are there', async () => {
    await page.getByRole('searchbox').fill('mull');
    await wait(page.getByRole('row').nth(1)).toContainText(/müller/i);
  });
  await page.getByRole('searchbox').fill('');
  await wait(bar).toContainText(all);
  await step('tag everybody in it', async () => {
    await page.getByRole('grid').focus();
    await page.keyboard.press('Space');
    await page.getByRole('button', { name: /^Select all [\d,]+/ }).click();
    await page.getByRole('button', { name: 'Tag', exact: true }).click();
    await page.getByPlaceholder('Name of the tag, then Enter').fill('ann');
    await page.keyboard.press('Enter');
    await wait(page.getByText(/Tag “ann”: [\d,]+ people\./)).toBeVisible();
  });
  await step('undo that', async () => {
    await page.getByRole('button', { name: 'Undo', exact: true }).click();
    await wait(page.getByText(/“Tag “ann”” is undone for [\d,]+ people\./)).toBeVisible();
    await wait(page.getByRole('grid').getByText('ann', { exact: true })).toHaveCount(0);
  });
  await step('export the segment', async () => {
    await bar.getByRole('button', { name: 'Export', exact: true }).click();
    const download = page.waitForEvent('download');
    await page.getByRole('dialog').getByRole('button', { name: 'Export', exact: true }).click();
    const saved = await download;
    const { size } = await stat(await saved.path());
    if (size < 1000) throw new Error(`${basename(saved.suggestedFilename())} has ${size} bytes.`);
  });
  await page.getByRole('button', { name: 'Done' }).click();

  await page.goto(`${new URL(app.running.url).origin}/#/contacts`);
  await wait(page.getByRole('row').nth(5)).toBeVisible();
  console.log('\n| a frame | p50 | p95 | p99 | longest | over 32 ms | rows on their way |\n|---|---|---|---|---|---|---|');
  for (const pixels of [40, 120, 600, 3000]) {
    const { late, blank, ...times } = await scroll(page, { step: pixels, frames: Number(values.frames) });
    const told = [times.p50, times.p95, times.p99, times.longest].map((ms) => `${ms.toFixed(1)} ms`).join(' | ');
    console.log(`| ${pixels} px | ${told} | ${late} | ${blank} |`);
  }
} finally {
  await browser.close();
  await app.close();
  remove();
}
