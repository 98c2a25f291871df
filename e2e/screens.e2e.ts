import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { ask, dataFolder, quit, serve } from './support/app.ts';
import { connect } from './support/rpc.ts';
import { writeSpreadsheet } from './support/spreadsheet.ts';

const target = join(import.meta.dirname, '..', 'docs', 'screens');

const asked = process.env['SCREENS'] ?? '';

// Takes the pictures of docs/screens. It runs when asked for: SCREENS=1 npx playwright test screens, or with names for these alone.
test.skip(!asked, 'pictures are taken when SCREENS is set');

test('takes a picture of each screen, light and dark', async ({ browser }) => {
  test.setTimeout(300_000);
  mkdirSync(target, { recursive: true });
  const { folder, remove } = dataFolder();
  const csv = join(folder, 'kunden-2026.csv');
  writeSpreadsheet(csv, { rows: 4_000, bad: 37 });
  const app = await serve(folder);
  const { origin } = new URL(app.url);
  const { key } = await ask<{ key: string }>(folder, 'keys', 'create', '--dialect', 'plume', '--name', 'Shop script');
  const plume = async <Answer>(path: string, body?: unknown): Promise<Answer> => {
    const response = await fetch(`${origin}/plume/api/${path}`, {
      method: body ? 'POST' : 'GET',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    return (await response.json()) as Answer;
  };
  await ask(folder, 'import', csv, '--list', 'Kunden', '--consent', 'Signed at the counter, paper form');
  await ask(folder, 'public-address', app.publicUrl);
  const [sample] = await plume<{ id: string }[]>('campaigns');
  const sampleId = sample?.id ?? '';

  // A campaign that has been sent, read and clicked.
  const brands = await plume<{ id: string }[]>('brands');
  const lists = await plume<{ id: string; name: string }[]>('lists');
  const html =
    '<h1>Plum season</h1><p>Hello {{ contact.first_name }}, <a href="https://hearth.example/plums">the plums</a> and <a href="https://hearth.example/menu">the menu</a>.</p><p><a href="{{ unsubscribe_url }}">Unsubscribe</a></p>';
  const sent = await plume<{ id: string }>('campaigns', { subject: 'Plum season', brandId: brands[0]?.id, htmlBody: html });
  await plume(`campaigns/${sent.id}/send`, { listId: lists.find((list) => list.name === 'Kunden')?.id });
  await expect
    .poll(async () => (await ask<{ status: string }>(folder, 'report', sent.id)).status, { timeout: 120_000 })
    .toBe('sent');

  const page = await browser.newPage({ viewport: { width: 1280, height: 800 }, reducedMotion: 'reduce' });
  await page.goto(app.url);
  const go = async (route: string) => {
    await page.goto(`${origin}/#${route}`);
  };
  await expect(page.getByRole('navigation').first()).toBeVisible();

  // Some of them read it, some of those click.
  const { api, close } = await connect(app);
  const { rows } = await api.inbox.page({ limit: 300 });
  for (const [index, row] of rows.entries()) {
    const { html } = await api.inbox.get({ id: row.id });
    const open = /src="([^"]*\/o\/[^"]*)"/.exec(html ?? '')?.[1];
    const clicks = [...(html ?? '').matchAll(/href="([^"]*\/c\/[^"]*)"/g)].map(([, url]) => url ?? '');
    if (open) await fetch(open);
    if (index % 3 === 0 && clicks[index % 2]) await fetch(clicks[index % 2] ?? '', { redirect: 'manual' });
  }
  const [first] = (await api.contacts.page({ search: 'anna.k@poczta.example' })).rows;
  const [imported] = await api.imports.all({});
  await api.bulk.start({ who: { filter: { search: 'anna' } }, action: { kind: 'addTag', name: 'invited' } });
  const segment = await api.segments.create({
    name: 'Keen, not tired',
    rule: {
      kind: 'group',
      match: 'all',
      rules: [
        { kind: 'engagement', what: 'clicked', times: 1 },
        {
          kind: 'group',
          match: 'any',
          rules: [
            { kind: 'suppressed', is: false },
            { kind: 'mailed', hours: 48, did: false },
          ],
        },
      ],
    },
  });
  // A design that somebody has come back to, with a piece of it kept for others.
  const { preheader, document: design } = await api.campaigns.get({ id: sampleId });
  const before = { subject: 'Bread again', preheader, document: design };
  await api.versions.add({ campaignId: sampleId, name: 'Before the new subject', draft: before });
  if (design.kind === 'blocks') await api.savedBlocks.create({ name: 'Our head', blocks: design.blocks.slice(0, 2) });
  close();

  const outline = async () => {
    await page.getByRole('tab', { name: 'Outline' }).click();
    await page.getByRole('listbox', { name: 'Outline of the page' }).getByRole('option').first().click();
  };
  const library = async () => {
    const pictures = page.getByRole('dialog', { name: 'Pictures' });
    await page.getByRole('tab', { name: 'Outline' }).click();
    await page
      .getByRole('listbox', { name: 'Outline of the page' })
      .getByRole('option', { name: /^(Image|Hero)/ })
      .first()
      .click();
    await page.getByRole('button', { name: 'Library' }).first().click();
    await expect(pictures.getByRole('listitem').first()).toBeVisible();
  };
  const screens: [name: string, route: string, prepare?: () => Promise<void>][] = [
    ['home', '/home'],
    ['campaigns', '/campaigns'],
    ['audience', `/campaigns/${sampleId}/audience`],
    ['editor', `/campaigns/${sampleId}/design`],
    ['checks', `/campaigns/${sampleId}/design`, async () => page.getByRole('tab', { name: 'Checks' }).click()],
    [
      'previews',
      `/campaigns/${sampleId}/design`,
      async () => page.getByRole('button', { name: 'Previews', exact: true }).click(),
    ],
    [
      'condition',
      `/campaigns/${sampleId}/design`,
      async () => {
        await outline();
        await page.getByRole('button', { name: /^(Only some…|Change who)$/ }).click();
      },
    ],
    ['saved-blocks', `/campaigns/${sampleId}/design`, async () => page.getByRole('tab', { name: 'Saved' }).click()],
    ['versions', `/campaigns/${sampleId}/design`, async () => page.getByRole('button', { name: 'History' }).click()],
    ['library', `/campaigns/${sampleId}/design`, library],
    [
      'crop',
      `/campaigns/${sampleId}/design`,
      async () => {
        await library();
        await page
          .getByRole('button', { name: /^Crop and resize/ })
          .first()
          .click();
        await page.getByText('16:9', { exact: true }).click();
      },
    ],
    [
      'dry-run',
      `/campaigns/${sampleId}/design`,
      async () => {
        await page.getByRole('tab', { name: 'Checks' }).click();
        await page.getByRole('button', { name: 'Make everybody’s message' }).click();
        await expect(page.getByRole('button', { name: 'Make them again' })).toBeVisible();
      },
    ],
    ['review', `/campaigns/${sampleId}/review`],
    ['report', `/campaigns/${sent.id}/report`],
    ['people', `/campaigns/${sent.id}/people`],
    ['contacts', '/contacts'],
    ['contact', `/contacts?contact=${first?.id}`, async () => page.getByRole('searchbox').first().fill('anna')],
    ['person', `/contacts/${first?.id}`],
    ['filter', '/contacts', async () => page.getByRole('button', { name: 'Filter' }).click()],
    [
      'selected',
      '/contacts',
      async () => {
        await page.getByRole('row').nth(1).click();
        await page.keyboard.press('Control+a');
      },
    ],
    ['save-segment', '/contacts?status=subscribed', async () => page.getByRole('button', { name: 'Save as segment' }).click()],
    ['recent-edits', '/contacts', async () => page.getByRole('button', { name: 'Recent edits' }).click()],
    ['lists', '/contacts/lists'],
    ['segments', '/contacts/segments'],
    ['segment', `/contacts/segments/${segment.id}`],
    ['tags', '/contacts/tags'],
    ['import-result', `/imports/${imported?.id}`],
    ['fields', '/contacts/fields'],
    ['imports', '/contacts/imports'],
    ['suppressed', '/contacts/suppressed'],
    [
      'import',
      '/contacts/import',
      async () => {
        // The second time the file is still chosen.
        const chosen = page.getByRole('button', { name: 'Another file' });
        const input = page.locator('input[type=file]').first();
        await expect(chosen.or(page.getByRole('button', { name: 'Choose a file' }))).toBeVisible();
        if (!(await chosen.isVisible())) await input.setInputFiles(csv);
        await expect(chosen).toBeVisible();
      },
    ],
    ['templates', '/templates'],
    [
      'design-import',
      '/templates',
      async () => {
        const design =
          '<mjml><mj-body><mj-section><mj-column><mj-text>Plum season</mj-text></mj-column></mj-section></mj-body></mjml>';
        const input = page.locator('input[type=file]').first();
        await input.setInputFiles({ name: 'plums.mjml', mimeType: 'text/plain', buffer: Buffer.from(design) });
      },
    ],
    ['reports', '/reports'],
    ['inbox', '/inbox', async () => page.getByText('Plum season').first().click()],
    [
      'settings',
      '/settings',
      async () =>
        page.evaluate((real) => {
          // Where a test keeps its data says nothing to a reader.
          for (const element of document.querySelectorAll('*'))
            for (const node of element.childNodes)
              if (node instanceof Text) node.data = node.data.replaceAll(real, '~/.local/share/letterpress');
        }, folder),
    ],
    ['sending', '/settings/sending'],
    [
      'account',
      '/settings/sending',
      async () => {
        await page.getByRole('button', { name: 'Connect an account' }).click();
        await page.getByRole('menuitem').first().click();
      },
    ],
    ['senders', '/settings/senders'],
    [
      'brand-look',
      '/settings/senders',
      async () => {
        await page
          .getByRole('button', { name: /^Actions for/ })
          .first()
          .click();
        await page.getByRole('menuitem', { name: /^Logo, colours/ }).click();
      },
    ],
    ['answers', '/settings/answers'],
    ['scripts', '/scripts'],
    ['webhooks', '/settings/webhooks'],
    ['audit', '/settings/audit'],
  ];
  for (const scheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
    for (const [name, route, prepare] of screens.filter(([name]) => asked === '1' || asked.split(',').includes(name))) {
      await go('/home');
      await go(route);
      await page.waitForLoadState('networkidle');
      await prepare?.();
      await page.waitForTimeout(700);
      writeFileSync(join(target, `${name}-${scheme}.png`), await page.screenshot());
      // A dialog outlives the screen that it was opened on.
      await page.keyboard.press('Escape');
    }
  }
  await page.close();
  await quit(app);
  remove();
});

test('takes a picture of every template as each mail program shows it', async ({ browser }) => {
  test.setTimeout(120_000);
  mkdirSync(target, { recursive: true });
  const { folder, remove } = dataFolder();
  const app = await serve(folder);
  const { api, close } = await connect(app);
  const page = await browser.newPage({ viewport: { width: 1960, height: 1400 } });
  await page.goto(app.url);
  const [brand] = await api.brands.all({});
  const { rows } = await api.contacts.page({ search: 'anna' });
  const contactId = rows[0]?.id ?? null;
  const looks = stripTypeScriptTypes(
    readFileSync(join(import.meta.dirname, '..', 'renderer', 'campaigns', 'preview', 'looks.ts'), 'utf8'),
  ).replaceAll('export ', '');
  const designs = [];
  for (const { name, document } of (await api.templates.all({})).filter(({ builtIn }) => builtIn))
    designs.push({ name, ...(await api.content.render({ document, brandId: brand?.id ?? null, contactId, exact: true })) });
  for (const [way, look, width] of [
    ['desktop', 'plain', 640],
    ['phone', 'plain', 375],
    ['dark', 'dark-partly', 640],
    ['images-off', 'images-off', 640],
    ['text', null, 640],
  ] as const) {
    const shown =
      look && (await page.evaluate(`{${looks}; (${JSON.stringify(designs)}).map(({ html }) => lookedAt(html, '${look}'))}`));
    const sheet = designs.map(({ name, text }, index) => ({ name, text, html: (shown as string[] | null)?.[index] ?? '' }));
    await page.evaluate(
      ([all, wide]) => {
        document.body.replaceChildren(
          ...all.map(({ name, text, html }) => {
            const figure = document.createElement('figure');
            figure.style.cssText = 'display:inline-block;margin:6px;width:264px;height:680px;overflow:hidden;vertical-align:top';
            const frame = html ? document.createElement('iframe') : document.createElement('pre');
            if (frame instanceof HTMLIFrameElement) frame.srcdoc = html;
            else frame.textContent = text;
            const scale = 264 / wide;
            frame.style.cssText = `border:0;margin:0;padding:0;width:${wide}px;height:${Math.round(650 / scale)}px;transform-origin:0 0;transform:scale(${scale});white-space:pre-wrap;font-size:17px;background:#fff;color:#222`;
            const caption = Object.assign(document.createElement('figcaption'), { textContent: name });
            figure.append(caption, frame);
            return figure;
          }),
        );
      },
      [sheet, width] as const,
    );
    await page.waitForLoadState('networkidle');
    await page.waitForTimeout(500);
    writeFileSync(join(target, `every-template-${way}.png`), await page.screenshot());
  }
  await page.close();
  close();
  await quit(app);
  remove();
});
