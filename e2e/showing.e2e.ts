import AxeBuilder from '@axe-core/playwright';
import { type Browser, expect, test } from '@playwright/test';
import { dataFolder, quit, serve } from './support/app.ts';
import { connect } from './support/rpc.ts';
import { complaintsOf } from './support/screen.ts';

test.use({ actionTimeout: 15_000 });

const pictures = process.env['PICTURES'];

/** A campaign in the editor, with somebody whom its design suits and somebody whom it does not. */
async function begin(browser: Browser, block: string) {
  const { folder, remove } = dataFolder();
  const app = await serve(folder);
  const { api, close } = await connect(app);
  const { origin } = new URL(app.url);
  await api.contacts.create({ email: 'rita@showing.example', firstName: 'Rita' });
  await api.contacts.create({ email: 'noname@showing.example', firstName: '' });
  const { id } = await api.campaigns.create({ name: 'Shown' });
  const { revision } = await api.campaigns.get({ id });
  const [brand] = await api.brands.all({});
  await api.campaigns.change({
    id,
    revision,
    subject: 'FREE BREAD!!!',
    brandId: brand?.id ?? null,
    audience: { everyone: true },
    document: {
      version: 1,
      kind: 'blocks',
      style: {},
      blocks: [
        { id: 'head', kind: 'heading', props: { text: 'Hello {{ contact.first_name }}' } },
        { id: 'some', kind: 'text', props: { html: '<p>Ten per cent for Rita</p>' } },
        {
          id: 'pale',
          kind: 'text',
          props: { html: '<p><span style="color:#dddddd">Hard to read, and <a href="http://localhost:3000">here</a></span></p>' },
        },
        { id: 'picture', kind: 'image', props: { alt: 'Stripes' } },
        { id: 'film', kind: 'video', props: { alt: 'A film', href: 'https://hearth.example/film' } },
        { id: 'foot', kind: 'footer', props: { unsubscribe: 'Unsubscribe' } },
      ],
    },
  });
  const page = await (await browser.newContext({ viewport: { width: 1280, height: 800 }, reducedMotion: 'reduce' })).newPage();
  const complaints = complaintsOf(page);
  await page.goto(app.url);
  await page.goto(`${origin}/#/campaigns/${id}/design?block=${block}`);
  const panel = page.getByRole('complementary', { name: 'Properties' });
  const look = async (name: string) => {
    if (!pictures) return;
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      await page.waitForTimeout(300);
      await page.screenshot({ path: `${pictures}/${name}-${colorScheme}.png` });
    }
    await page.emulateMedia({ colorScheme: 'light' });
  };
  const clean = async () => {
    const { violations } = await new AxeBuilder({ page }).exclude('iframe').analyze();
    expect(violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')).toEqual([]);
  };
  const end = async () => {
    expect(complaints).toEqual([]);
    close();
    await quit(app);
    remove();
  };
  return { api, id, origin, page, panel, look, clean, end };
}

test('a block is shown to some, looked at as others see it, and what is wrong leads to its spot', async ({ browser }) => {
  test.setTimeout(120_000);
  const { id, origin, page, panel, look, clean, end } = await begin(browser, 'some');

  await test.step('by a rule, with a live count', async () => {
    await panel.getByRole('button', { name: 'Only some…' }).click();
    const dialog = page.getByRole('dialog', { name: 'Who sees this block' });
    const about = dialog.getByRole('combobox', { name: 'What it is about' });
    await about.fill('First name');
    await about.press('ArrowDown');
    await about.press('Enter');
    await dialog.getByRole('textbox', { name: 'Value' }).fill('rita');
    await expect(dialog.getByRole('status').filter({ hasText: '1 person' })).toBeVisible();
    await dialog.getByRole('textbox', { name: 'Called on the page' }).fill('Rita');
    await look('condition');
    await clean();
    await dialog.getByRole('button', { name: 'Show to them only' }).click();
    await expect(panel.getByText('Only Rita')).toBeVisible();
    await expect(page.getByText('Shown to Rita')).toBeVisible();
    await expect(
      page.getByRole('listbox', { name: 'Blocks on the page' }).getByRole('option', { name: /shown to Rita/ }),
    ).toHaveCount(1);
    await panel.getByText('Computer', { exact: true }).click();
    await expect(page.getByText('Computers only')).toBeVisible();
    await panel.getByText('Both', { exact: true }).click();
    await look('shown-to');
  });

  await test.step('on the page as one of the most awkward ones', async () => {
    await page.getByRole('button', { name: /^as no one/ }).click();
    await expect(page.getByRole('option', { name: /has no name/ })).toBeVisible();
    await look('chooser');
    await page.getByRole('option', { name: /has no name/ }).click();
    await page.getByRole('button', { name: /^as \S+@/ }).click();
    await page.getByRole('option', { name: /^no one/ }).click();
  });

  await test.step('as one of the most awkward ones, in every way that mail programs show it', async () => {
    await panel.getByRole('button', { name: 'Previews' }).click();
    const dialog = page.getByRole('dialog', { name: 'As it arrives' });
    const message = dialog.frameLocator('iframe[title="The message"]');
    await expect(message.getByText('Ten per cent for Rita')).toBeVisible();
    await dialog.getByRole('combobox', { name: 'As it reads for' }).click();
    await page.getByRole('option', { name: /noname@showing\.example/ }).click();
    await expect(message.getByText('Hard to read')).toBeVisible();
    await expect(message.getByText('Ten per cent for Rita')).toHaveCount(0);
    for (const way of ['Phone', 'Dark', 'No images', 'Text', 'Inbox', 'Desktop']) {
      await dialog.getByText(way, { exact: true }).click();
      if (way === 'Dark') {
        await expect
          .poll(() =>
            message
              .locator('h1, h2')
              .first()
              .evaluate((one) => getComputedStyle(one).color),
          )
          .toMatch(/rgb\(2\d\d/);
        await clean();
      }
      if (way === 'Text') await expect(dialog.getByText('Ten per cent')).toHaveCount(0);
      await look(`preview-${way.replace(' ', '-')}`);
    }
    await page.keyboard.press('Escape');
    await expect(dialog).toBeHidden();
  });

  await test.step('each check leads to where it is mended, and everybody’s message is made', async () => {
    await panel.getByRole('tab', { name: /Checks/ }).click();
    await expect(panel.getByRole('region', { name: 'To mend' })).toContainText('localhost');
    await expect(panel.getByRole('region', { name: 'Warnings' })).toContainText('hard to read');
    await look('checks');
    await clean();
    await panel.getByRole('button', { name: /^Go to The subject/ }).click();
    await expect(panel.getByRole('textbox', { name: 'Subject' })).toBeFocused();
    await panel.getByRole('button', { name: 'Make everybody’s message' }).click();
    await expect(panel.getByRole('status').filter({ hasText: 'a gap instead of first name' })).toBeVisible();
    await look('dry-run');
    await panel.getByRole('button', { name: /hard to read/ }).click();
    await expect(panel.getByRole('tab', { name: 'Text', exact: true })).toHaveAttribute('aria-selected', 'true');
  });

  await test.step('the review says the same and leads there', async () => {
    await page.goto(`${origin}/#/campaigns/${id}/review`);
    await page.getByRole('button', { name: /^Show: .*localhost/ }).scrollIntoViewIfNeeded();
    await look('review');
    await page.getByRole('button', { name: /^Show: .*localhost/ }).click();
    await expect(panel.getByRole('tab', { name: 'Text', exact: true })).toHaveAttribute('aria-selected', 'true');
  });

  await end();
});

test('a picture is cut, a still gets the sign of a film, and a message written as source its end', async ({ browser }) => {
  test.setTimeout(120_000);
  const { api, origin, page, panel, look, clean, end } = await begin(browser, 'picture');

  await test.step('by the mouse, by the arrow keys and by numbers', async () => {
    const canvas = await page.evaluateHandle(() => {
      const made = Object.assign(document.createElement('canvas'), { width: 1200, height: 800 });
      const context = made.getContext('2d');
      for (const [at, colour] of ['#7d3c1f', '#d9a441', '#5b7a4c', '#31505c'].entries()) {
        if (context) context.fillStyle = colour;
        context?.fillRect(at * 300, 0, 300, 800);
      }
      return made.toDataURL('image/png').replace(/^[^,]*,/, '');
    });
    await api.media.add({ fileName: 'stripes.png', data: await canvas.jsonValue() });
    await panel.getByRole('button', { name: 'Library' }).click();
    const dialog = page.getByRole('dialog', { name: 'Pictures' });
    await dialog.getByRole('button', { name: 'Crop and resize stripes.png' }).click();
    const part = dialog.getByLabel(/^The part that stays/);
    const corner = dialog.getByLabel(/^Bottom right corner/);
    const [width, height] = [dialog.getByLabel('Cut width'), dialog.getByLabel('Cut height')];
    await expect(width).toHaveValue('1200');
    await expect(part).toBeVisible();
    await look('crop-whole');
    await dialog.getByText('16:9', { exact: true }).click();
    await expect(height).toHaveValue('675');
    await look('crop-ratio');
    await dialog.getByText('Free', { exact: true }).click();
    const grip = await corner.boundingBox();
    const whole = await part.boundingBox();
    if (!grip || !whole) throw new Error('nothing to pull at');
    const [x, y] = [grip.x + grip.width / 2, grip.y + grip.height / 2];
    await page.mouse.move(x, y);
    await page.mouse.down();
    await page.mouse.move(x - whole.width / 4, y - whole.height / 4, { steps: 5 });
    await page.mouse.move(x - whole.width / 2, y - whole.height / 2, { steps: 5 });
    await page.mouse.up();
    await expect.poll(async () => Math.abs(Number(await width.inputValue()) - 600)).toBeLessThan(8);
    await part.focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Shift+ArrowDown');
    expect(Number(await dialog.getByLabel('From the left').inputValue())).toBeGreaterThan(0);
    expect(Number(await dialog.getByLabel('From the top').inputValue())).toBeGreaterThan(10);
    await width.fill('300');
    await height.fill('240');
    await clean();
    await look('crop');
    await dialog.getByRole('button', { name: 'Use this' }).click();
    await expect(dialog).toBeHidden();
    expect((await api.media.all({})).map((one) => [one.fileName, one.width, one.height])).toContainEqual([
      'stripes-300.png',
      300,
      240,
    ]);
  });

  await test.step('with a still on which the sign of a film is drawn, in a frame of its own', async () => {
    await page.getByRole('tab', { name: 'Outline' }).click();
    await page.getByRole('listbox', { name: 'Outline of the page' }).getByRole('option', { name: /Video/ }).click();
    await panel.getByRole('button', { name: 'Library' }).click();
    await page
      .getByRole('dialog', { name: 'Pictures' })
      .getByRole('button', { name: /^stripes\.png/ })
      .click();
    const draw = panel.getByRole('button', { name: 'Draw a play mark on it' });
    await draw.click();
    await expect(draw).toHaveCount(0);
    expect((await api.media.all({})).map(({ fileName }) => fileName)).toContain('stripes-play.jpg');
    await panel.getByRole('textbox', { name: 'Border: thickness' }).fill('3');
    await expect(panel.getByRole('combobox', { name: 'Border: line' })).toBeVisible();
    await panel.getByRole('textbox', { name: 'Space around: left and right' }).fill('24');
    const message = page.frameLocator('iframe[title^="The message"]').first();
    await expect(message.locator('td[style*="border:3px solid"] img')).toBeVisible();
    await message.getByRole('img', { name: 'A film' }).scrollIntoViewIfNeeded();
    await look('play');
  });

  await test.step('what a message written as source lacks at its end is put there by a press', async () => {
    const source = await api.campaigns.create({ name: 'Source' });
    const begun = await api.campaigns.get(source);
    const html = '<html>\n<body>\n<p>{% if contact.first_name %}Hello to all of you{% endif %}</p>\n</body>\n</html>';
    const document = { version: 1, kind: 'html', html, text: '' } as const;
    await api.campaigns.change({ ...source, revision: begun.revision, document });
    await page.goto(`${origin}/#/campaigns/${source.id}/design`);
    await expect(panel.getByRole('button', { name: 'Add it at the end' })).toBeVisible();
    await look('lacks-footer');
    await panel.getByRole('button', { name: 'Add it at the end' }).click();
    await expect(page.getByRole('textbox', { name: 'HTML of the message' })).toHaveValue(
      /Hello[\s\S]*\{\{ unsubscribe_url \}\}[\s\S]*<\/p>\n<\/body>/,
    );
    await expect(panel.getByRole('button', { name: 'Add it at the end' })).toHaveCount(0);
  });

  await end();
});
