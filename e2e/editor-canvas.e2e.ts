import { createRequire } from 'node:module';
import { expect, type Locator, type Page, test } from '@playwright/test';
import { dataFolder, quit, serve } from './support/app.ts';
import { connect } from './support/rpc.ts';
import { complaintsOf, editorOn } from './support/screen.ts';

test.use({ actionTimeout: 15_000, permissions: ['clipboard-read', 'clipboard-write'] });

// As in accessibility.e2e.ts: frames of messages refuse all scripts, so axe runs in the page itself.
const { source } = createRequire(import.meta.resolve('@axe-core/playwright'))('axe-core') as { source: string };

const text = (id: string, words: string) => ({ id, kind: 'text', props: { html: `<p>${words}</p>` } });

/** heading, section(title, columns(left | )), footer */
const page = [
  { id: 'head', kind: 'heading', props: { text: 'Bread is back' } },
  {
    id: 'stripe',
    kind: 'section',
    props: {
      backgroundColor: '#f5e7dd',
      blocks: [
        { id: 'title', kind: 'heading', props: { text: 'Two loaves' } },
        { id: 'row', kind: 'columns', props: { ratio: '1-1', columns: [[text('left', 'Rye')], []] } },
      ],
    },
  },
  { id: 'foot', kind: 'footer', props: { unsubscribe: 'Unsubscribe' } },
];

type Journey = {
  page: Page;
  editor: ReturnType<typeof editorOn>;
  /** The page in one line, as it was saved. */
  saved: () => Promise<string>;
  other: () => Promise<void>;
};

type Node = { kind: string; locked?: boolean; props: { blocks?: Node[]; columns?: Node[][]; text?: string; html?: string } };
function line(nodes: readonly Node[]): string {
  return nodes
    .map(({ kind, locked, props }) => {
      const lists = props.columns ?? (props.blocks ? [props.blocks] : null);
      const name = `${kind}${locked ? '!' : ''}`;
      return lists ? `${name}(${lists.map(line).join(' | ')})` : name;
    })
    .join(' ');
}

async function journey(page0: Page, walk: (journey: Journey) => Promise<void>): Promise<void> {
  const { folder, remove } = dataFolder();
  const app = await serve(folder);
  const complaints = complaintsOf(page0);
  const { api, close } = await connect(app);
  const ids: string[] = [];
  for (const [name, blocks] of [
    ['First', page],
    ['Second', [{ id: 'only', kind: 'spacer', props: {} }]],
  ] as const) {
    const { id } = await api.campaigns.create({ name });
    const { revision } = await api.campaigns.get({ id });
    // Parsed on the other side, as what a window sends is.
    await api.campaigns.change({ id, revision, document: { version: 1, kind: 'blocks', style: {}, blocks } as never });
    ids.push(id);
  }
  const open = async (id: string | undefined) => {
    await page0.goto(`${app.url.split('#')[0]}#/campaigns/${id}/design`);
    await expect(editorOn(page0).onPage.getByRole('option').first()).toBeVisible();
  };
  await page0.goto(app.url);
  await expect(page0.getByRole('heading', { level: 1 })).toBeVisible();
  await open(ids[0]);
  let shown = ids[0] ?? '';
  await walk({
    page: page0,
    editor: editorOn(page0),
    saved: async () => {
      const { document } = await api.campaigns.get({ id: shown });
      return document.kind === 'blocks' ? line(document.blocks as unknown as Node[]) : '';
    },
    other: async () => {
      shown = ids[1] ?? '';
      await open(shown);
    },
  });
  expect(complaints).toEqual([]);
  close();
  await quit(app);
  remove();
}

async function axe(page: Page): Promise<void> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(source);
  const found = await page.evaluate(async () => {
    const { axe } = window as unknown as {
      axe: { run: (options: object) => Promise<{ violations: { id: string; impact: string; nodes: { html: string }[] }[] }> };
    };
    return (await axe.run({ iframes: false, resultTypes: ['violations'] })).violations;
  });
  const grave = found.filter(({ impact }) => impact === 'serious' || impact === 'critical');
  expect(grave.map(({ id, nodes }) => `${id} ${nodes[0]?.html}`)).toEqual([]);
}

/** Where a part of something is on the screen. */
async function spot(block: Locator, x = 0.5, y = 0.5): Promise<{ x: number; y: number }> {
  const box = await block.boundingBox();
  if (!box) throw new Error('It is not there.');
  return { x: box.x + box.width * x, y: box.y + box.height * y };
}

test('blocks are dragged, nested, selected, copied and locked with a mouse', async ({ page }) => {
  await journey(page, async ({ editor, saved, other }) => {
    const { block, choose, message, onPage } = editor;
    const to = (line: string) => expect.poll(saved).toBe(line);
    const drag = async (from: { x: number; y: number }, target: { x: number; y: number }, how: 'drop' | 'give up' = 'drop') => {
      await page.mouse.move(from.x, from.y);
      await page.mouse.down();
      await page.mouse.move(from.x + 12, from.y + 12);
      await page.mouse.move(target.x, target.y, { steps: 5 });
      await expect(page.locator('[data-drop]')).toBeVisible();
      if (how === 'give up') await page.keyboard.press('Escape');
      await page.mouse.up();
      await expect(page.locator('[data-drop]')).toHaveCount(0);
    };
    const tile = (name: string) => page.getByRole('tabpanel', { name: 'Blocks' }).getByRole('button', { name, exact: true });

    await test.step('from the palette into the empty column', async () => {
      const row = block(/^Columns/);
      await drag(await spot(tile('Button')), await spot(row, 0.75, 0.5), 'give up');
      await expect(page.getByRole('log')).toHaveText('Not moved.');
      await drag(await spot(tile('Button')), await spot(row, 0.75, 0.5));
      await to('heading section(heading columns(text | button)) footer');
      await expect(block(/^Button, .*in column 2 of 2$/)).toHaveAttribute('aria-selected', 'true');
    });

    await test.step('between columns, out of them, out of the section and back', async () => {
      await drag(await spot(block(/^Button/)), await spot(block(/^Text, Rye/), 0.5, 0.35));
      await to('heading section(heading columns(button text | )) footer');
      await drag(await spot(block(/^Text, Rye/)), await spot(block(/^Heading, Two/), 0.5, 0.3));
      await to('heading section(text heading columns(button | )) footer');
      await drag(await spot(block(/^Text, Rye/)), await spot(block(/^Heading, Bread/), 0.5, 0.2));
      await to('text heading section(heading columns(button | )) footer');
      await drag(await spot(block(/^Heading, Bread/)), await spot(block(/^Columns/), 0.75, 0.5));
      await to('text section(heading columns(button | heading)) footer');
    });

    await test.step('several at once', async () => {
      await choose(block(/^Text, Rye/));
      await onPage.click({ modifiers: ['Shift'], position: await within(onPage, await spot(block(/^Footer/))) });
      await expect(onPage.getByRole('option', { selected: true })).toHaveCount(3);
      await page.keyboard.press('Escape');
      await expect(onPage.getByRole('option', { selected: true })).toHaveCount(1);
    });

    await test.step('a block between two, by the plus that shows there', async () => {
      const edge = await spot(block(/^Footer/), 0.5, 0);
      await page.mouse.move(edge.x - 100, edge.y - 1);
      await page.getByRole('button', { name: 'Add a block here' }).click();
      await page.getByRole('option', { name: 'Divider' }).click();
      await to('text section(heading columns(button | heading)) divider footer');
    });

    await test.step('locked, it stays', async () => {
      await choose(block(/^Divider/));
      await page.getByRole('toolbar', { name: 'Divider' }).getByRole('button', { name: /^Lock/ }).click();
      await to('text section(heading columns(button | heading)) divider! footer');
      const at = await spot(block(/^Divider/));
      await page.mouse.move(at.x, at.y);
      await page.mouse.down();
      await page.mouse.move(at.x, at.y - 120, { steps: 4 });
      await page.mouse.up();
      await expect(page.getByRole('log')).toHaveText('It is locked. Unlock it first.');
      await page
        .getByRole('toolbar', { name: 'Divider' })
        .getByRole('button', { name: /^Unlock/ })
        .click();
      await to('text section(heading columns(button | heading)) divider footer');
    });

    await test.step('larger and smaller, the words are still met where they stand', async () => {
      await page.getByRole('button', { name: /^Smaller/ }).click();
      await page.getByRole('button', { name: /^Smaller/ }).click();
      await expect(page.getByRole('button', { name: /^Zoom 75 %/ })).toBeVisible();
      await editor.write(block(/^Text, Rye/), 'Spelt');
      await expect(message.getByText('Spelt')).toBeVisible();
      await expect(block(/^Text, Spelt/)).toBeVisible();
      await page.getByRole('button', { name: 'Fit' }).click();
      await choose(block(/^Heading, Two/));
      await expect(block(/^Heading, Two/)).toHaveAttribute('aria-selected', 'true');
    });

    await test.step('copied into another campaign', async () => {
      await choose(block(/^Button/));
      await page.keyboard.press('Escape');
      await expect(onPage.getByRole('option', { selected: true })).toHaveAttribute('aria-label', /^Columns/);
      await page.keyboard.press('ControlOrMeta+C');
      await expect(page.getByRole('log')).toHaveText(/^Copied: Columns/);
      await editor.saved();
      await other();
      await choose(block(/^Spacer/));
      await page.keyboard.press('ControlOrMeta+V');
      await to('spacer columns(button | heading)');
    });
  });
});

async function within(surface: Locator, { x, y }: { x: number; y: number }): Promise<{ x: number; y: number }> {
  const box = await surface.boundingBox();
  return { x: x - (box?.x ?? 0), y: y - (box?.y ?? 0) };
}

test('the same with the keyboard alone, and axe finds nothing', async ({ page }) => {
  await journey(page, async ({ editor, saved, other }) => {
    const { block, message, onPage } = editor;
    const to = (line: string) => expect.poll(saved).toBe(line);
    const press = async (...keys: string[]) => {
      for (const key of keys) await page.keyboard.press(key);
    };
    const log = page.getByRole('log');
    const chosen = onPage.getByRole('option', { selected: true });
    for (let step = 0; step < 80 && !(await onPage.evaluate((list) => list === document.activeElement)); step++)
      await press('Tab');
    await expect(onPage).toBeFocused();

    await test.step('the list of keys', async () => {
      await press('?');
      await expect(page.getByRole('dialog', { name: 'Keys' })).toBeVisible();
      await axe(page);
      await press('Escape');
      await expect(page.getByRole('dialog')).toHaveCount(0);
      await expect(onPage).toBeFocused();
    });

    await test.step('into the section, into a column, out again', async () => {
      await press('Home', 'Alt+Shift+ArrowRight');
      await to('section(heading heading columns(text | )) footer');
      await expect(log).toHaveText('Moved: Heading, Bread is back, 1 of 3 in the section.');
      await press('Alt+ArrowDown', 'Alt+ArrowRight');
      await to('section(heading columns(heading text | )) footer');
      await press('Alt+ArrowRight');
      await to('section(heading columns(text | heading)) footer');
      await press('Alt+Shift+ArrowLeft', 'Alt+Shift+ArrowLeft');
      await to('section(heading columns(text | )) heading footer');
      await press('Alt+ArrowUp', 'Alt+ArrowUp');
      await expect(log).toHaveText('There is no place in this direction.');
      await to('heading section(heading columns(text | )) footer');
    });

    await test.step('what a block is in, and the slash menu, which fills the empty column', async () => {
      await press('Home', 'ArrowDown', 'ArrowDown', 'ArrowDown', 'ArrowDown');
      await expect(chosen).toHaveAttribute('aria-label', /^Text, Rye/);
      await press('Escape');
      await expect(chosen).toHaveAttribute('aria-label', /^Columns/);
      await press('/');
      await page.keyboard.type('imag');
      await press('Enter');
      await to('heading section(heading columns(text | image)) footer');
    });

    await test.step('a slash where nothing is written puts another block there', async () => {
      await press('End', 'ArrowUp', '/');
      await page.keyboard.type('text');
      await press('Enter');
      await expect(chosen).toHaveAttribute('aria-label', /^Text/);
      await press('Enter');
      await expect(message.locator('[contenteditable]')).toBeFocused();
      await press('ControlOrMeta+A', 'Backspace', '/');
      await page.keyboard.type('quo');
      await press('Enter');
      await to('heading section(heading columns(text | image quote)) footer');
      await press('Delete');
      await to('heading section(heading columns(text | image)) footer');
    });

    await test.step('several, all, locked', async () => {
      await press('Home', 'Shift+ArrowDown');
      await expect(chosen).toHaveCount(2);
      await press('ControlOrMeta+Shift+L');
      await to('heading! section!(heading columns(text | image)) footer');
      await press('Delete');
      await expect(log).toHaveText('It is locked. Unlock it first.');
      await axe(page);
      await press('ControlOrMeta+Shift+L', 'ControlOrMeta+A');
      await expect(chosen).toHaveCount(3);
      await press('ControlOrMeta+C');
      await press('Alt+ArrowDown');
      await press('ControlOrMeta+D');
      await to('heading section(heading columns(text | image)) footer heading section(heading columns(text | image)) footer');
      await press('ControlOrMeta+Z');
      await to('heading section(heading columns(text | image)) footer');
      await editor.saved();
    });

    await test.step('pasted in another campaign, cut, undone', async () => {
      await other();
      await onPage.focus();
      await press('Home', 'ControlOrMeta+V');
      await to('spacer heading section(heading columns(text | image)) footer');
      await expect(block(/^Heading, Bread/)).toHaveAttribute('aria-selected', 'true');
      await press('ControlOrMeta+X');
      await to('spacer');
      await press('ControlOrMeta+Z');
      await to('spacer heading section(heading columns(text | image)) footer');
    });
  });
});
