import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { ask, dataFolder, quit, serve } from './support/app.ts';
import { complaintsOf, dropFile, editorOn, figureOf } from './support/screen.ts';
import { hasSmtpSink, startSink } from './support/sink.ts';
import { writeSpreadsheet } from './support/spreadsheet.ts';

test.use({ actionTimeout: 15_000 });

const ROWS = 10_000;
const BAD = 37;
const PACE = 900;
const good = (ROWS - BAD).toLocaleString('en-GB');

test(`drops a spreadsheet of ${ROWS} rows, writes to all of them, and every number is right in the end`, async ({ page }) => {
  test.skip(!hasSmtpSink, 'smtp-sink is not installed here (Debian package postfix)');
  test.setTimeout(180_000);
  const { folder, remove } = dataFolder();
  const csv = join(folder, 'Kunden 2026.csv');
  const { addresses } = writeSpreadsheet(csv, { rows: ROWS, bad: BAD });
  const sink = await startSink();
  let app = await serve(folder);
  const complaints = complaintsOf(page);
  await page.goto(app.url);

  await test.step('the file is dropped on the window and understood', async () => {
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await dropFile(page, csv);
    await expect(page.getByRole('heading', { name: 'Import Kunden 2026.csv' })).toBeVisible();
    await expect(page.getByLabel('Encoding').first()).toHaveValue('Windows-1252');
    await expect(page.getByLabel('Delimiter').first()).toHaveValue('semicolons');
    await expect(page.getByLabel('First row').first()).toHaveValue('first row is names');
    for (const [column, target] of [
      ['E-Mail', 'Email'],
      ['Vorname', 'First name'],
      ['Nachname', 'Last name'],
      ['Straße', 'New text field'],
      ['Letzter Einkauf', 'New date field'],
    ])
      await expect(page.getByLabel(`${column} becomes`).first()).toHaveValue(target ?? '');
    const table = page.getByRole('region', { name: 'What becomes of each column' });
    await expect(table.getByRole('cell', { name: 'Jörg', exact: true }).first()).toBeVisible();
    await expect(table.getByRole('cell', { name: 'Müller', exact: true }).first()).toBeVisible();
    await expect(table.getByRole('cell', { name: 'Am Markt 0; "Hinterhaus"' })).toBeVisible();
  });

  await test.step('every row is accounted for', async () => {
    await page.getByLabel('Name of the new list').fill('Kunden');
    await page.getByRole('textbox', { name: 'How they agreed' }).fill('Signed at the counter, paper form');
    await page.getByRole('button', { name: /^Import (about )?10,000 people$/ }).click();
    await expect(page.getByText(`${ROWS.toLocaleString('en-GB')} rows read into Kunden`)).toBeVisible({ timeout: 60_000 });
    const main = page.getByRole('main');
    await expect(main).toContainText(`${good}imported`);
    await expect(main).toContainText('0updated');
    await expect(main).toContainText('0unchanged');
    await expect(main).toContainText(`${BAD}rejected`);
    // Bad rows are spread evenly; the line counts the header.
    const badLines = Array.from({ length: BAD }, (_, index) => (index + 1) * Math.floor(ROWS / BAD) + 1);
    const first = main.getByRole('grid').getByRole('row').nth(1);
    await expect(first.getByRole('gridcell').nth(0)).toHaveText(String(badLines[0]));
    await expect(first.getByRole('gridcell').nth(1)).toHaveText('There is no email address.');
    const downloading = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Download the rejected rows' }).click();
    const [header, ...rejects] = readFileSync(await (await downloading).path(), 'utf8')
      .replace('\ufeff', '')
      .trim()
      .split('\r\n')
      .map((line) => line.split(';'));
    expect(header?.slice(-2)).toEqual(['Line in the file', 'Why it was not imported']);
    expect(rejects.map((cells) => Number(cells.at(-2)))).toEqual(badLines);
    expect(rejects.every((cells) => /^[A-Z].+\.$/.test(cells.at(-1) ?? ''))).toBe(true);
    expect(rejects.map((cells) => cells[2])).toContain('Öztürk');
  });

  await test.step('the mail account is connected, with a pace', async () => {
    await page.getByRole('link', { name: 'Settings' }).click();
    await page.getByRole('link', { name: 'Sending' }).click();
    await page.getByRole('button', { name: 'Connect an account' }).click();
    await page.getByRole('menuitem', { name: /^SMTP/ }).click();
    const form = page.getByRole('dialog', { name: 'Connect SMTP' });
    await form.getByRole('combobox', { name: 'Mail host' }).fill('our own');
    await page.getByRole('option', { name: 'Another host' }).click();
    await form.getByRole('textbox', { name: 'Server' }).fill('127.0.0.1');
    await form.getByRole('textbox', { name: 'Port' }).fill(String(sink.port));
    await form.getByText('Pace', { exact: true }).click();
    await form.getByRole('textbox', { name: 'A second' }).fill(String(PACE));
    await form.getByLabel('Name, for yourself').fill('The post office');
    await form.getByRole('button', { name: 'Save and check the connection' }).click();
    const check = page.getByRole('dialog', { name: 'The post office' });
    await expect(check).toContainText('The account is ready to send.');
    await check.getByRole('button', { name: 'Done' }).click();
    // The first real account takes the place of the test inbox.
    await expect(page.getByRole('row', { name: /The post office/ })).toContainText('the usual');
    await expect(page.getByRole('row', { name: /The post office/ })).toContainText(`${PACE} a second`);
  });

  await test.step('a campaign is begun: who, from whom, under which subject', async () => {
    await page.getByRole('link', { name: 'Campaigns' }).click();
    await page.getByRole('button', { name: 'New campaign' }).click();
    const dialog = page.getByRole('dialog', { name: 'New campaign' });
    await dialog.getByLabel('Name, for yourself').fill('Herbstbrot');
    await dialog.getByRole('radio', { name: 'A blank page' }).check();
    await dialog.getByRole('button', { name: 'Create the draft' }).click();
    await page.getByRole('checkbox', { name: 'Kunden' }).check();
    await expect(page.getByRole('status').filter({ hasText: `${good} people` })).toBeVisible();
    await page.getByLabel('Sender', { exact: true }).first().click();
    await page.getByRole('option').first().click();
    const subject = page.getByRole('textbox', { name: 'Subject' });
    await subject.fill('Grüße aus der Backstube, ');
    await page.getByRole('button', { name: 'Put a merge tag into the subject' }).click();
    await page.getByRole('menuitem', { name: /^First name, or/ }).click();
    await expect(subject).toHaveValue("Grüße aus der Backstube, {{ contact.first_name | default: 'there' }}");
    await expect(page.getByText(/^Draft · saved/)).toBeVisible();
    await page.getByRole('link', { name: 'Go on to the design' }).click();
  });

  await test.step('the design is made of blocks', async () => {
    const editor = editorOn(page);
    await expect(editor.onPage).toBeVisible();
    for (const kind of ['Heading', 'Text', 'Quote', 'Divider', 'Button', 'Footer']) {
      await editor.add(kind);
      await expect(editor.block(new RegExp(`^${kind},`))).toHaveCount(1);
    }
    await editor.write(editor.block(/^Heading,/), 'Das Herbstbrot ist da');
    await expect(editor.message.getByText('Das Herbstbrot ist da')).toBeVisible();
    await editor.write(editor.block(/^Text,/), 'Roggen, Dinkel und der Zopf.');
    await editor.choose(editor.block(/^Button,/));
    const properties = page.getByRole('complementary', { name: 'Properties' });
    await properties.getByRole('textbox', { name: 'Leads to' }).fill('https://hearth.example/brot');
    await properties.getByRole('textbox', { name: 'Leads to' }).press('Tab');
    await editor.choose(editor.block(/^Divider,/));
    await page.keyboard.press('Delete');
    await expect(editor.block(/^Divider,/)).toHaveCount(0);
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect(editor.block(/^Divider,/)).toHaveCount(1);
    await page.getByRole('button', { name: 'Redo' }).click();
    await expect(editor.block(/^Divider,/)).toHaveCount(0);
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect(editor.onPage.getByRole('option')).toHaveCount(6);
    await editor.saved();
    await page.getByRole('button', { name: 'Review', exact: true }).click();
  });

  await test.step('it is looked through and let go', async () => {
    await expect(page.getByRole('heading', { name: `${good} people will get this` })).toBeVisible();
    await expect(page.getByRole('img', { name: 'Stops the send' })).toHaveCount(0);
    await expect(page.getByRole('region', { name: 'Preview' })).toBeVisible();
    await page.getByRole('button', { name: `Send to ${good} people` }).click();
    const confirm = page.getByRole('dialog', { name: /^Send Herbstbrot/ });
    await confirm.getByRole('textbox').fill(String(ROWS - BAD));
    await confirm.getByRole('button', { name: `Send to ${good} people` }).click();
    await expect(page.getByRole('region', { name: 'Progress' })).toBeVisible();
  });
  const campaignId = /campaigns\/([^/]+)\/report/.exec(page.url())?.[1] ?? '';

  await test.step('paused half way it stands still, resumed it goes on', async () => {
    await reaches(page, ROWS / 4);
    await page.getByRole('button', { name: 'Pause' }).click();
    const resume = page.getByRole('button', { name: /^Resume for/ });
    await expect(resume).toBeVisible();
    await expect(page.getByText('paused by you')).toBeVisible();
    // What was in the air lands within a moment; from then on nothing may move.
    const read = async () => (await progressOf(page)).done;
    await expect.poll(async () => (await sink.received()).size - (await read())).toBe(0);
    const [before, began] = [await read(), Date.now()];
    while (Date.now() - began < 1200) expect(await read()).toBe(before);
    expect((await sink.received()).size).toBe(before);
    expect(before).toBeLessThan(ROWS - BAD);
    await resume.click();
    await reaches(page, before + 500);
  });

  await test.step('the app is quit half way and goes on by itself when it is opened again', async () => {
    await reaches(page, ROWS / 2);
    expect(complaints).toEqual([]);
    expect(await quit(app)).toBe(0);
    expect((await sink.received()).size).toBeLessThan(ROWS - BAD);
    await expect(page.getByRole('status').filter({ hasText: 'Letterpress is not answering' })).toBeVisible();
    app = await serve(folder);
    await page.goto(app.url);
    complaints.length = 0; // that its connection was refused meanwhile is as it should be
    await page.getByRole('link', { name: 'Campaigns' }).click();
    await page.getByRole('link', { name: 'Herbstbrot' }).click();
    await expect(page.getByText(/^Sent to 9,963 people in/)).toBeVisible({ timeout: 60_000 });
  });

  await test.step('the numbers of the report are those of the post office', async () => {
    const received = await sink.received();
    const twice = [...received.values()].filter((times) => times > 1).length;
    const report = await ask<Record<string, number | string>>(folder, 'report', campaignId);
    console.table([{ ...report, 'received by the sink': received.size, 'received twice': twice }]);
    expect(await figureOf(page, 'accepted')).toBe(received.size);
    expect(await figureOf(page, 'refused')).toBe(0);
    expect(report).toMatchObject({ status: 'sent', recipients: ROWS - BAD, accepted: received.size, refused: 0, uncertain: 0 });
    expect([...received.keys()].sort()).toEqual([...addresses].sort());
    expect(twice).toBe(0);
    expect(complaints).toEqual([]);
  });
  await quit(app);
  await sink.stop();
  remove();
});

async function progressOf(page: Page): Promise<{ done: number; recipients: number }> {
  const text = await page
    .getByRole('region', { name: 'Progress' })
    .getByText(/^[\d,]+ of [\d,]+$/)
    .innerText();
  const [done = 0, recipients = 0] = text.split(' of ').map((part) => Number(part.replaceAll(',', '')));
  return { done, recipients };
}

async function reaches(page: Page, done: number): Promise<void> {
  await expect.poll(async () => (await progressOf(page)).done, { intervals: [50], timeout: 60_000 }).toBeGreaterThanOrEqual(done);
}
